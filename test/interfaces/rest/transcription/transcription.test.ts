import { test } from 'tap';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { elementOperations } from '../../../../interfaces/rest/element/index.ts';
import { imageOperations } from '../../../../interfaces/rest/image/index.ts';
import { transcriptionOperations } from '../../../../interfaces/rest/transcription/index.ts';
import { reader, readerVersion } from '../../../support/processes.ts';
import { restBench } from '../../../support/rest-bench.ts';
import { pageOf } from '../../../support/scans.ts';

const operations = [...corpusOperations, ...elementOperations, ...imageOperations, ...transcriptionOperations];
const run = { worker_run_id: reader.workerRunId };
const box = (top: number) => [
  [0, top],
  [80, top],
  [80, top + 10],
  [0, top + 10],
];

test('the text that a worker reads on an element is answered and listed', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { pageId } = await pageOf(bench, ann);
  const as = await bench.taskOf(ann);
  const created = await bench.ask('POST', `/element/${pageId}/transcription/`, {
    as,
    body: { text: 'Anno 1784', confidence: 0.7, ...run },
  });
  t.match(created, {
    status: 201,
    body: {
      element_id: pageId,
      text: 'Anno 1784',
      confidence: 0.7,
      orientation: 'horizontal-lr',
      worker_version_id: readerVersion,
      worker_run_id: reader.workerRunId,
      worker_run: { id: reader.workerRunId, summary: reader.summary },
      element: null,
    },
  });
  t.match(await bench.ask('GET', `/transcription/${created.body.id}/`, { as: ann }), { status: 200, body: created.body });
  t.match(await bench.ask('POST', `/element/${pageId}/transcription/`, { as: ann, body: { text: ' ' } }), {
    status: 400,
    body: { text: [String] },
  });
  t.match(await bench.ask('POST', `/element/${pageId}/transcription/`, { as: bench.person(), body: { text: 'Mine' } }), { status: 404 });
});

test('a bulk of texts is answered in order, and refused as a whole', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { pageId, imageId } = await pageOf(bench, ann);
  const as = await bench.taskOf(ann);
  const transcriptions = ['one', 'two'].map((text) => ({ element_id: pageId, text, confidence: null }));
  t.match(await bench.ask('POST', '/transcription/bulk/', { as, body: { transcriptions, ...run } }), {
    status: 201,
    body: {
      ...run,
      transcriptions: [{ element_id: pageId, text: 'one', confidence: null, orientation: 'horizontal-lr' }, { text: 'two' }],
    },
  });
  const foreign = [...transcriptions, { element_id: imageId, text: 'three' }];
  t.match(await bench.ask('POST', '/transcription/bulk/', { as, body: { transcriptions: foreign, ...run } }), {
    status: 400,
    body: { 'transcriptions.2.element_id': [String] },
  });
  t.match(await bench.ask('POST', '/transcription/bulk/', { as: bench.person(), body: { transcriptions } }), { status: 404 });
  await bench.readSide.caughtUp();
  t.match(await bench.ask('GET', `/element/${pageId}/transcriptions/`, { as: ann }), {
    body: { count: 2, results: [{ text: 'one' }, { text: 'two' }] },
  });
});

test('lines come to be with their texts, and are used again on the same place, also at once', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { pageId } = await pageOf(bench, ann);
  const as = await bench.taskOf(ann);
  const send = (...items: readonly (readonly [text: string, top: number])[]) =>
    bench.ask('POST', `/element/${pageId}/transcriptions/bulk/`, {
      as,
      body: {
        element_type: 'text_line',
        transcriptions: items.map(([text, top]) => ({ text, polygon: box(top), confidence: 0.5, element_confidence: 0.8 })),
        return_elements: true,
        ...run,
      },
    });
  const first = await send(['one', 0], ['two', 20], ['again', 0]);
  t.match(first, { status: 201, body: [{ created: true }, { created: true }, { created: false }] });
  t.equal(first.body[2].element_id, first.body[0].element_id);
  const second = await send(['three', 40], ['once more', 20]);
  t.match(second.body, [{ created: true }, { element_id: first.body[1].element_id, created: false }]);
  await bench.readSide.caughtUp();
  const lines = await bench.ask('GET', `/elements/${pageId}/children/`, { as: ann });
  t.match(lines.body, {
    count: 3,
    results: [
      { name: '1', type: 'text_line', confidence: 0.8, worker_run_id: reader.workerRunId },
      { name: '2', zone: { polygon: [...box(20), box(20)[0]] } },
      { name: '1', zone: { polygon: { length: 5 } } },
    ],
  });
});

test('texts below an element are listed with their elements, and by who made them', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { pageId } = await pageOf(bench, ann);
  const as = await bench.taskOf(ann);
  const transcriptions = [{ text: 'line', polygon: box(0) }];
  await bench.ask('POST', `/element/${pageId}/transcriptions/bulk/`, { as, body: { element_type: 'text_line', transcriptions, ...run } });
  await bench.ask('POST', `/element/${pageId}/transcription/`, { as: ann, body: { text: 'by hand' } });
  await bench.readSide.caughtUp();
  const list = async (query: string) => (await bench.ask('GET', `/element/${pageId}/transcriptions/?${query}`, { as: ann })).body.results;
  t.match(await list(''), [{ text: 'by hand', worker_run: null, element: null }]);
  t.match(await list('recursive=True'), [
    { text: 'line', element: { type: 'text_line', zone: { polygon: { length: 5 } } } },
    { text: 'by hand', element: { id: pageId, type: 'page' } },
  ]);
  t.match(await list('recursive=True&worker_run=False'), [{ text: 'by hand' }]);
  t.match(await list(`recursive=True&worker_version=${readerVersion}`), [{ text: 'line' }]);
  t.match(await list('recursive=True&element_type=page'), [{ text: 'by hand' }]);
});
