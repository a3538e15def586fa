import fc from 'fast-check';
import { test } from 'tap';
import { createElements, type CreateElementsFacts } from '../../../domain/element-batch/create-elements.ts';
import { elementBatch } from '../../../domain/element-batch/index.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { asking, given } from '../../support/given.ts';
import * as a from '../../support/elements.ts';

const facts: CreateElementsFacts = { types: a.types, parent: a.page, runs: [a.runId] };
const item = (over: object = {}) => ({ typeSlug: 'line', name: '1', polygon: a.box(0, 0, 100, 20), confidence: null, ...over });
const about = { corpusId: a.corpusId, part: 1, parts: 1, workerRunId: a.runId, creatorId: null };

test('a bulk keeps its order and lies on the image of the parent', async () => {
  given(elementBatch)
    .when(createElements, { parentId: a.pageId, elements: [item(), item({ name: '2', confidence: 0.5 })], workerRunId: a.runId }, facts, {
      actor: a.task,
    })
    .then({ type: 'ElementsCreated', data: { ...about, elements: [a.line(0), a.line(1, { name: '2', confidence: 0.5 })] } });
});

test('nothing to make is a success', async () => {
  given(elementBatch).when(createElements, { parentId: a.pageId, elements: [] }, facts).then();
});

test('each wrong item is named by its number', async (t) => {
  const elements = [item(), item({ typeSlug: 'map' }), item({ polygon: a.box(790, 0, 100, 20) })];
  const { verdict } = given(elementBatch).when(createElements, { parentId: a.pageId, elements }, facts);
  t.same(
    verdict.refusals.map(({ field }) => field),
    ['elements.1.type', 'elements.2.polygon'],
  );
  t.same(verdict.events, []);
});

test('a parent that does not exist, or has no image, takes no places', async () => {
  given(elementBatch)
    .when(createElements, { parentId: a.pageId, elements: [item()] }, { ...facts, parent: null })
    .thenRefused('not_found');
  given(elementBatch)
    .when(createElements, { parentId: a.pageId, elements: [item()] }, { ...facts, parent: { ...a.page, image: null } })
    .thenRefused('validation_failed');
});

test('a task of another process names no worker run here', async () => {
  given(elementBatch)
    .when(createElements, { parentId: a.pageId, elements: [item()], workerRunId: a.runId }, { ...facts, runs: [] }, { actor: a.task })
    .thenRefused('forbidden');
});

test('a worker version stands for its only run in the process, and is ambiguous with two', async (t) => {
  const asked = { parentId: a.pageId, elements: [item()], workerVersionId: a.versionId };
  const { verdict } = given(elementBatch).when(createElements, asked, facts, { actor: a.task });
  t.match(verdict.events[0], { data: { workerRunId: a.runId } });
  given(elementBatch)
    .when(createElements, asked, { ...facts, runs: [a.runId, a.otherId] }, { actor: a.task })
    .thenRefused('activity_ambiguous');
  given(elementBatch)
    .when(createElements, asked, { ...facts, runs: [] }, { actor: a.task })
    .thenRefused('forbidden');
  given(elementBatch).when(createElements, asked, facts, { actor: a.user }).thenRefused('forbidden');
});

test('however many there are, the parts hold them all in order, below the bounds of an event', async () => {
  const batch = fc.record({
    count: fc.integer({ min: 1, max: 1300 }),
    length: fc.integer({ min: 1, max: 125 }),
    letter: fc.constantFrom('x', 'ſ', '𝔊'),
  });
  fc.assert(
    fc.property(batch, ({ count, length, letter }) => {
      const names = Array.from({ length: count }, () => ({ name: letter.repeat(length) }));
      const input = createElements.input.parse({ parentId: a.pageId, elements: names.map((name) => item(name)) });
      const { events } = createElements.decide(elementBatch.initial, input, facts, asking());
      const all = events.flatMap((event) => event.data.elements.map(({ elementId }) => elementId));
      return (
        all.length === names.length &&
        all.every((id, index) => id === derivedId(a.commandId, index)) &&
        events.every(
          ({ data }, index) => data.part === index + 1 && data.parts === events.length && JSON.stringify(data).length < 256 * 1024,
        )
      );
    }),
    { numRuns: 15 },
  );
});
