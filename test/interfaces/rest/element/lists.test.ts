import { test, type Test } from 'tap';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { elementOperations } from '../../../../interfaces/rest/element/index.ts';
import { imageOperations } from '../../../../interfaces/rest/image/index.ts';
import { reader, readerVersion } from '../../../support/processes.ts';
import { restBench } from '../../../support/rest-bench.ts';
import { pageOf } from '../../../support/scans.ts';

const operations = [...corpusOperations, ...elementOperations, ...imageOperations];
const line = [
  [10, 20],
  [70, 20],
  [70, 30],
];

/** A folder with two pages; the first has two lines by hand and one by a worker. Beside them a page without parent. */
async function library(t: Test) {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { corpusId, imageId, pageId: loose } = await pageOf(bench, ann);
  const create = async (body: object): Promise<string> =>
    (await bench.ask('POST', '/elements/create/', { as: ann, body: { corpus: corpusId, ...body } })).body.id;
  const folder = await create({ type: 'folder', name: 'Volume' });
  const recto = await create({ type: 'page', name: 'Recto', parent: folder, image: imageId });
  const verso = await create({ type: 'page', name: 'Verso', parent: folder, image: imageId });
  const bulk = (as: typeof ann | string, names: readonly string[], run: string | null) =>
    bench.ask('POST', `/element/${recto}/children/bulk/`, {
      as,
      body: { elements: names.map((name) => ({ name, type: 'text_line', polygon: line })), worker_run_id: run },
    });
  await bulk(ann, ['1', '2'], null);
  await bulk(await bench.taskOf(ann), ['3'], reader.workerRunId);
  await bench.readSide.caughtUp();
  const list = async (path: string) => {
    const { status, body } = await bench.ask('GET', path, { as: ann });
    t.equal(status, 200, path);
    return { ...body, names: body.results.map((element: { name: string }) => element.name) };
  };
  return { bench, ann, corpusId, loose, folder, recto, verso, list };
}

test('the elements of a project come in the order of their creation, or as asked', async (t) => {
  const { corpusId, list } = await library(t);
  const all = `/corpus/${corpusId}/elements/`;
  t.match(await list(all), { count: 7, number: 1, next: null, names: ['Page 1', 'Volume', 'Recto', 'Verso', '1', '2', '3'] });
  t.same((await list(`${all}?top_level=True`)).names, ['Page 1', 'Volume']);
  t.same((await list(`${all}?order=name&order_direction=desc&type=page`)).names, ['Verso', 'Recto', 'Page 1']);
  t.same((await list(`${all}?folder=true`)).names, ['Volume']);
  t.same((await list(`${all}?name=ECTO`)).names, ['Recto']);
  t.same((await list(`${all}?name=%25`)).names, [], 'wildcards are plain letters');
  t.match(await list(`${all}?page_size=3&page=3`), { count: 7, number: 3, next: null, names: ['3'] });
});

test('elements are found by who made them', async (t) => {
  const { corpusId, list } = await library(t);
  const lines = `/corpus/${corpusId}/elements/?type=text_line`;
  t.same((await list(`${lines}&worker_run=False`)).names, ['1', '2']);
  t.same((await list(`${lines}&worker_version=False`)).names, ['1', '2']);
  t.same((await list(`${lines}&worker_run=${reader.workerRunId}`)).names, ['3']);
  t.same((await list(`${lines}&worker_version=${readerVersion}`)).names, ['3']);
  t.same((await list(`${lines}&transcription_worker_run=False`)).names, []);
});

test('children come by position, recursive ones by level, each once', async (t) => {
  const { folder, recto, list } = await library(t);
  t.same((await list(`/elements/${folder}/children/`)).names, ['Recto', 'Verso']);
  t.same((await list(`/elements/${folder}/children/?recursive=True`)).names, ['Recto', 'Verso', '1', '2', '3']);
  t.same((await list(`/elements/${folder}/children/?recursive=True&type=text_line&page_size=2`)).names, ['1', '2']);
  t.same((await list(`/elements/${recto}/children/?order_direction=desc`)).names, ['3', '2', '1']);
});

test('parents come directly or all, the nearest first', async (t) => {
  const { bench, ann, folder, recto, list } = await library(t);
  const { body: lines } = await bench.ask('GET', `/elements/${recto}/children/`, { as: ann });
  const first = lines.results[0].id;
  t.same((await list(`/elements/${first}/parents/`)).names, ['Recto']);
  t.same((await list(`/elements/${first}/parents/?recursive=True`)).names, ['Recto', 'Volume']);
  t.match(await list(`/elements/${first}/parents/?recursive=True&folder=True`), { count: 1, results: [{ id: folder }] });
});

test('lists show of each element what the request wants', async (t) => {
  const { folder, list } = await library(t);
  const pages = `/elements/${folder}/children/`;
  const [usual] = (await list(pages)).results;
  t.match(usual, { zone: { polygon: { length: 5 } }, corpus: { name: 'Registers' }, has_children: null, classes: null, metadata: null });
  const lean = await list(`${pages}?with_zone=False&with_corpus=False&with_has_children=True&with_classes=1&with_metadata=true`);
  t.match(lean.results, [
    { name: 'Recto', zone: null, corpus: null, has_children: true, classes: [], metadata: [] },
    { name: 'Verso', has_children: false },
  ]);
});

test('a parameter that is not declared, or has a wrong value, is named', async (t) => {
  const { bench, ann, corpusId, folder } = await library(t);
  t.match(await bench.ask('GET', `/corpus/${corpusId}/elements/?recursive=True`, { as: ann }), {
    status: 400,
    body: { recursive: [String] },
  });
  t.match(await bench.ask('GET', `/elements/${folder}/children/?worker_run=yes`, { as: ann }), {
    status: 400,
    body: { worker_run: [String] },
  });
});
