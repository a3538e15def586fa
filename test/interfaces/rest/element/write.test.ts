import { test } from 'tap';
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
  [10, 30],
];

test('an element on an image answers whole, with its zone', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { corpusId, imageId } = await pageOf(bench, ann);
  const body = { corpus: corpusId, type: 'page', name: 'Recto', image: imageId, polygon: line, confidence: 0.5, rotation_angle: 90 };
  const created = await bench.ask('POST', '/elements/create/', { as: ann, body });
  t.match(created, {
    status: 201,
    body: {
      type: 'page',
      name: 'Recto',
      corpus: { id: corpusId, name: 'Registers', public: false },
      thumbnail_url: null,
      zone: {
        id: created.body.id,
        polygon: [...line, line[0]],
        url: new RegExp(`^${bench.url}/iiif/2/[0-9a-f]{64}\\.[a-z]+/10,20,60,10/full/0/default.jpg$`),
        image: { id: imageId, width: 80, height: 100, status: 'checked', server: { display_name: 'Colophon' } },
      },
      rotation_angle: 90,
      mirrored: false,
      confidence: 0.5,
      worker_version_id: null,
      worker_run_id: null,
      has_children: null,
      best_classes: null,
      classes: null,
      metadata: null,
      classifications: [],
      worker_run: null,
      creator: ann.displayName,
    },
  });
  t.match(await bench.ask('GET', `/element/${created.body.id}/`, { as: ann }), { status: 200, body: created.body });
  const slim = await bench.ask('POST', '/elements/create/?slim_output=True', { as: ann, body });
  t.same(Object.keys(slim.body), ['id']);
});

test('a wrong request names every field at fault', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { corpusId, imageId, pageId } = await pageOf(bench, ann);
  const body = {
    corpus: corpusId,
    type: 'map',
    name: 'Recto',
    image: imageId,
    polygon: [
      [0, 0],
      [0, 500],
      [5, 5],
    ],
  };
  t.match(await bench.ask('POST', '/elements/create/', { as: ann, body }), { status: 400, body: { type: [/map/], polygon: [/80 × 100/] } });
  t.match(await bench.ask('POST', '/elements/create/', { as: ann, body: { ...body, confidence: 2, polygon: 'all', name: '' } }), {
    status: 400,
    body: { name: [String], confidence: [String], polygon: [String] },
  });
  const elements = [
    { name: '1', type: 'text_line', polygon: line },
    { name: '2', type: 'text_line', polygon: [[0, 0]] },
  ];
  t.match(await bench.ask('POST', `/element/${pageId}/children/bulk/`, { as: ann, body: { elements } }), {
    status: 400,
    body: { 'elements.1.polygon': [/three/] },
  });
});

test('a worker creates lines in bulk under its run, and may name no other run', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { pageId } = await pageOf(bench, ann);
  const as = await bench.taskOf(ann);
  const elements = ['1', '2', '3'].map((name) => ({ name, type: 'text_line', polygon: line, confidence: 0.9 }));
  const path = `/element/${pageId}/children/bulk/`;
  const created = await bench.ask('POST', path, { as, body: { elements, worker_run_id: reader.workerRunId } });
  t.match(created, { status: 201, body: { length: 3 } });
  t.match(await bench.ask('GET', `/element/${created.body[1].id}/`, { as }), {
    body: {
      name: '2',
      worker_run_id: reader.workerRunId,
      worker_version_id: readerVersion,
      worker_run: { id: reader.workerRunId, summary: reader.summary },
      creator: null,
    },
  });
  t.match(await bench.ask('POST', path, { as, body: { elements, worker_version: readerVersion } }), { status: 201 });
  t.match(await bench.ask('POST', path, { as, body: { elements, worker_run_id: pageId } }), { status: 403 });
  t.match(await bench.ask('POST', path, { as: ann, body: { elements, worker_run_id: reader.workerRunId } }), { status: 403 });
});

test('given read models that stand still, the answer shows the project, the type and the picture that were made before', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  await bench.projector.stop();
  const { corpusId, imageId, pageId } = await pageOf(bench, ann);
  t.match(await bench.ask('PATCH', `/element/${pageId}/`, { as: ann, body: { type: 'folder' } }), {
    status: 200,
    body: { type: 'folder', corpus: { id: corpusId, name: 'Registers' }, zone: { image: { id: imageId, width: 80 } } },
  });
});

test('administrators change elements, contributors those that they made', async (t) => {
  const bench = await restBench(t, operations);
  const [ann, bob, cy] = [bench.person(), bench.person(), bench.person()];
  const { corpusId, pageId } = await pageOf(bench, ann);
  await bench.identity.memberships.grant(bob.id, { kind: 'corpus', id: corpusId }, 'contributor', 'test');
  await bench.identity.memberships.grant(cy.id, { kind: 'corpus', id: corpusId }, 'guest', 'test');
  const rename = (as: typeof ann, id: string) => bench.ask('PATCH', `/element/${id}/`, { as, body: { name: 'Renamed', type: 'folder' } });
  t.match(await rename(ann, pageId), { status: 200, body: { name: 'Renamed', type: 'folder', zone: { polygon: { length: 5 } } } });
  await bench.projector.stop();
  const { body: own } = await bench.ask('POST', '/elements/create/', { as: bob, body: { corpus: corpusId, type: 'page', name: 'Mine' } });
  t.match(await rename(bob, own.id), { status: 200, body: { name: 'Renamed', zone: null } }, 'before the read models show that it is his');
  await bench.projector.start();
  t.match(await rename(bob, pageId), { status: 403 });
  t.match(await rename(cy, pageId), { status: 403 });
  t.match(await rename(bench.person(), pageId), { status: 404 });
  t.match(await bench.ask('PATCH', `/element/${pageId}/`, { as: ann, body: { image: null } }), { status: 200, body: { zone: null } });
});
