import { test } from 'tap';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { createTranscription } from '../../../domain/results/create-transcription.ts';
import { createTranscriptions } from '../../../domain/results/create-transcriptions.ts';
import { results } from '../../../domain/results/index.ts';
import { given } from '../../support/given.ts';
import * as a from '../../support/elements.ts';

const about = { corpusId: a.corpusId, part: 1, parts: 1, workerRunId: a.runId, userId: null };
const item = (n: number, elementId: string, text: string) =>
  ({ transcriptionId: derivedId(a.commandId, n), elementId, text, confidence: null, orientation: 'horizontal-lr' }) as const;
const sent = (elementId: string, text: string) => ({ elementId, text, confidence: null, orientation: 'horizontal-lr' as const });
const facts = { corpusId: a.corpusId, runs: [a.runId] };

test('the text of an element is kept as sent', async () => {
  given(results)
    .when(createTranscription, { elementId: a.pageId, text: ' Anno\n1784 ', workerRunId: a.runId }, facts, { actor: a.task })
    .then({ type: 'TranscriptionsCreated', data: { ...about, transcriptions: [item(0, a.pageId, ' Anno\n1784 ')] } });
});

test('a person who transcribes is named, and names no worker run', async (t) => {
  const { verdict } = given(results).when(createTranscription, { elementId: a.pageId, text: 'Anno' }, facts, { actor: a.user });
  t.match(verdict.events[0], { data: { userId: 7, workerRunId: null } });
  given(results)
    .when(createTranscription, { elementId: a.pageId, text: 'Anno', workerRunId: a.runId }, facts, { actor: a.user })
    .thenRefused('forbidden');
});

test('an element that does not exist has no text', async () => {
  given(results)
    .when(createTranscription, { elementId: a.pageId, text: 'Anno' }, { ...facts, corpusId: null })
    .thenRefused('not_found');
});

test('an empty text, a wrong orientation and a confidence above one are no input', async (t) => {
  const wrong = (over: object) =>
    t.equal(createTranscription.input.safeParse({ elementId: a.pageId, text: 'Anno', ...over }).success, false);
  wrong({ text: ' \n' });
  wrong({ orientation: 'upwards' });
  wrong({ confidence: 1.01 });
  wrong({ text: 'ä'.repeat(65 * 1024) });
});

test('a bulk is written per project, in the order of the request', async () => {
  const otherCorpus = a.otherId;
  const [one, two, three] = [a.pageId, a.imageId, a.versionId];
  const corpora = new Map([
    [one, a.corpusId],
    [two, otherCorpus],
    [three, a.corpusId],
  ]);
  const transcriptions = [sent(one, 'one'), sent(two, 'two'), sent(three, 'three')];
  given(results)
    .when(createTranscriptions, { transcriptions, workerRunId: a.runId }, { corpora, runs: [a.runId] }, { actor: a.task })
    .then(
      { type: 'TranscriptionsCreated', data: { ...about, transcriptions: [item(0, one, 'one'), item(2, three, 'three')] } },
      { type: 'TranscriptionsCreated', data: { ...about, corpusId: otherCorpus, transcriptions: [item(1, two, 'two')] } },
    );
});

test('each unknown element of a bulk is named by its number', async (t) => {
  const transcriptions = [sent(a.pageId, 'one'), sent(a.otherId, 'two')];
  const { verdict } = given(results).when(
    createTranscriptions,
    { transcriptions },
    { corpora: new Map([[a.pageId, a.corpusId]]), runs: [] },
  );
  t.same(
    verdict.refusals.map(({ field }) => field),
    ['transcriptions.1.element_id'],
  );
  t.same(verdict.events, []);
});
