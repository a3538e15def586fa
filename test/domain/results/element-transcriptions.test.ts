import fc from 'fast-check';
import { test } from 'tap';
import type { Polygon } from '../../../domain/element/zone.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import {
  createElementTranscriptions,
  type CreateElementTranscriptionsFacts,
} from '../../../domain/results/create-element-transcriptions.ts';
import type { ResultsEvent } from '../../../domain/results/events.ts';
import { results } from '../../../domain/results/index.ts';
import { asking, given } from '../../support/given.ts';
import * as a from '../../support/elements.ts';

const facts = (over: Partial<CreateElementTranscriptionsFacts> = {}): CreateElementTranscriptionsFacts => ({
  types: a.types,
  parent: a.page,
  children: [],
  runs: [a.runId],
  ...over,
});
const sent = (text: string, polygon: Polygon, elementConfidence: number | null = null) => ({
  text,
  polygon,
  elementConfidence,
  confidence: 0.9,
  orientation: 'horizontal-lr' as const,
});
const asked = (...transcriptions: ReturnType<typeof sent>[]) => ({
  parentId: a.pageId,
  typeSlug: 'line',
  transcriptions,
  workerRunId: a.runId,
});
const about = { corpusId: a.corpusId, part: 1, parts: 1, workerRunId: a.runId };
const elements = (...made: ReturnType<typeof a.line>[]): ResultsEvent => ({
  type: 'ElementsCreated',
  data: { ...about, creatorId: null, elements: made },
});
const texts = (...on: readonly (readonly [elementId: string, text: string])[]): ResultsEvent => ({
  type: 'TranscriptionsCreated',
  data: {
    ...about,
    userId: null,
    transcriptions: on.map(([elementId, text], index) => ({
      transcriptionId: derivedId(a.commandId, index),
      elementId,
      text,
      confidence: 0.9,
      orientation: 'horizontal-lr',
    })),
  },
});
const [upper, lower] = [a.box(0, 0, 100, 20), a.box(0, 30, 100, 20)];

test('new places become elements, named by their number, before their texts', async () => {
  const [one, two] = [a.line('element 0', { confidence: 0.7 }), a.line('element 1', { name: '2', polygon: lower })];
  given(results)
    .when(createElementTranscriptions, asked(sent('first', upper, 0.7), sent('second', lower)), facts(), { actor: a.task })
    .then(elements(one, two), texts([one.elementId, 'first'], [two.elementId, 'second']));
});

test('a child with that polygon is used again, the first of several', async () => {
  const children = [
    { id: a.otherId, polygon: upper },
    { id: a.versionId, polygon: upper },
  ];
  given(results)
    .when(createElementTranscriptions, asked(sent('first', upper)), facts({ children }), { actor: a.task })
    .then(texts([a.otherId, 'first']));
});

test('a second item on the same place is another text of the same element', async () => {
  const one = a.line('element 0');
  given(results)
    .when(createElementTranscriptions, asked(sent('first', upper), sent('again', upper)), facts(), { actor: a.task })
    .then(elements(one), texts([one.elementId, 'first'], [one.elementId, 'again']));
});

test('everything that is wrong is said at once', async (t) => {
  const { verdict } = given(results).when(
    createElementTranscriptions,
    { ...asked(sent('first', upper), sent('second', a.box(0, 990, 100, 20))), typeSlug: 'map' },
    facts({ runs: [] }),
    { actor: a.task },
  );
  t.same(
    verdict.refusals.map(({ code, field }) => [code, field]),
    [
      ['forbidden', 'worker_run_id'],
      ['validation_failed', 'element_type'],
      ['validation_failed', 'transcriptions.1.polygon'],
    ],
  );
  given(results)
    .when(createElementTranscriptions, asked(sent('first', upper)), facts({ parent: null }), { actor: a.task })
    .thenRefused('not_found');
});

test('asked again after its own elements have become visible, it decides the same', async () => {
  const place = fc.integer({ min: 0, max: 8 }).map((n) => a.box(0, n * 30, 100, 20));
  const request = fc
    .array(place, { minLength: 1, maxLength: 12 })
    .map((places) => asked(...places.map((polygon, index) => sent(`${index}`, polygon))));
  fc.assert(
    fc.property(request, (input) => {
      const decide = (children: CreateElementTranscriptionsFacts['children']) =>
        createElementTranscriptions.decide(
          results.initial,
          createElementTranscriptions.input.parse(input),
          facts({ children }),
          asking({ actor: a.task }),
        );
      const first = decide([]);
      const made = first.events.flatMap((event) => (event.type === 'ElementsCreated' ? event.data.elements : []));
      const again = decide(made.map(({ elementId, polygon }) => ({ id: elementId, polygon: polygon ?? [] })));
      return JSON.stringify(first) === JSON.stringify(again);
    }),
  );
});
