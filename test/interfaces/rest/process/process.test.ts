import { test } from 'tap';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { elementOperations } from '../../../../interfaces/rest/element/index.ts';
import { processOperations } from '../../../../interfaces/rest/process/index.ts';
import { processWithTasksSchema } from '../../../../interfaces/rest/process/schema.ts';
import { workerRunOperations } from '../../../../interfaces/rest/worker-run/index.ts';
import { inStream } from '../../../support/folding.ts';
import { farmId, finished, readerVersion } from '../../../support/processes.ts';
import { restBench } from '../../../support/rest-bench.ts';
import { draftOf, workshopOf } from '../../../support/workshop.ts';

const operations = [...corpusOperations, ...elementOperations, ...processOperations, ...workerRunOperations];

test('a new process is an unscheduled draft with every key of its shape', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const corpus = await workshopOf(bench, ann);
  const body = { corpus, name: 'Reading', element_type: 'page', name_contains: 'Page', load_children: true, use_gpu: true };
  const created = await bench.ask('POST', '/process/corpus/', { as: ann, body });
  t.equal(created.status, 201);
  t.match(created.body, {
    name: 'Reading',
    mode: 'workers',
    state: 'unscheduled',
    active: false,
    corpus,
    creator: ann.displayName,
    element: null,
    element_type: 'page',
    name_contains: 'Page',
    load_children: true,
    use_gpu: true,
    chunks: null,
    started: null,
    farm: null,
    activity_state: 'disabled',
    activity_errors: null,
    rights: ['read', 'write', 'admin'],
  });
  const read = await bench.ask('GET', `/process/${created.body.id}/`, { as: ann });
  t.strictSame(read.body, { ...created.body, tasks: [] });
  t.strictSame(Object.keys(read.body).sort(), Object.keys(processWithTasksSchema.shape).sort());
});

test('given read models that stand still, the answer shows type, element and rights of a project that was made before', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  await bench.projector.stop();
  const corpus = await workshopOf(bench, ann, { pages: 0 });
  const { body: folder } = await bench.ask('POST', '/elements/create/', { as: ann, body: { corpus, type: 'folder', name: 'Volume' } });
  t.match(await bench.ask('POST', '/process/corpus/', { as: ann, body: { corpus, element: folder.id, element_type: 'page' } }), {
    status: 201,
    body: { element: folder.id, element_name: 'Volume', element_type: 'page', rights: ['read', 'write', 'admin'] },
  });
});

test('what does not belong to the project is refused, field by field', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const corpus = await workshopOf(bench, ann, { pages: 0 });
  const body = { corpus, element: farmId, element_type: 'cover', ml_class: farmId, selection: true, mode: 'dataset' };
  const refused = await bench.ask('POST', '/process/corpus/', { as: ann, body });
  t.equal(refused.status, 400);
  t.match(Object.keys(refused.body).sort(), ['element', 'element_type', 'ml_class', 'mode', 'problems', 'request_id', 'selection']);
});

test('a draft is configured and renamed; a started process is only renamed', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { process } = await draftOf(bench, ann, await workshopOf(bench, ann));
  const path = `/process/${process}/`;
  t.match(await bench.ask('PATCH', path, { as: ann, body: { name: 'Other', element_type: 'page', use_cache: true } }), {
    status: 200,
    body: { name: 'Other', element_type: 'page', use_cache: true },
  });
  t.match(await bench.ask('PATCH', path, { as: ann, body: { element_type: null } }), { body: { element_type: null, use_cache: true } });
  t.match(await bench.ask('PATCH', path, { as: ann, body: { state: 'running' } }), { status: 400, body: { state: [String] } });
  t.match(await bench.ask('PATCH', path, { as: ann, body: { state: 'stopping' } }), { status: 400, body: { __all__: [String] } });
  await bench.ask('POST', `${path}start/`, { as: ann, body: {} });
  t.match(await bench.ask('PATCH', path, { as: ann, body: { name: null } }), { status: 200, body: { name: null } });
  t.match(await bench.ask('PATCH', path, { as: ann, body: { use_gpu: true } }), {
    status: 400,
    body: { problems: [{ code: 'process_started' }] },
  });
});

test('a start answers with its tasks, the roots pending', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { process, run } = await draftOf(bench, ann, await workshopOf(bench, ann));
  const started = await bench.ask('POST', `/process/${process}/start/`, { as: ann, body: { chunks: 2, ttl: 60 } });
  t.equal(started.status, 200);
  t.match(started.body, {
    state: 'pending',
    active: true,
    chunks: 2,
    ttl: 60,
    worker_activity: true,
    thumbnails: false,
    farm: { id: farmId, name: 'Mill' },
    activity_state: 'pending',
    started: String,
    finished: null,
    tasks: [
      { slug: 'initialisation', state: 'pending', depth: 0, run: 1, chunk: null, worker_run_id: null, parents: [] },
      {
        slug: `reader_${run.slice(0, 6)}_1`,
        state: 'unscheduled',
        depth: 1,
        chunk: 1,
        worker_run_id: run,
        agent: null,
        attempt: 1,
        ttl: 60,
      },
      { slug: `reader_${run.slice(0, 6)}_2`, chunk: 2, parents: [started.body.tasks[0].id] },
    ],
  });
  await bench.readSide.caughtUp();
  t.strictSame((await bench.ask('GET', `/process/${process}/`, { as: ann })).body, started.body);
});

test('a start is refused with all its reasons at once', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const configuration = { user_configuration: { model: { type: 'string', required: true } } };
  const corpus = await workshopOf(bench, ann, { pages: 0, configuration });
  const { process } = await draftOf(bench, ann, corpus);
  const refused = await bench.ask('POST', `/process/${process}/start/`, { as: ann, body: { chunks: 11, farm: corpus, thumbnails: false } });
  t.equal(refused.status, 400);
  t.strictSame(
    refused.body.problems.map(({ code }: { code: string }) => code),
    ['required_field_missing', 'farm_forbidden', 'no_elements', 'validation_failed'],
  );
  t.match(refused.body.__all__[0], /model/);
  t.match(await bench.ask('POST', `/process/${process}/start/`, { as: ann, body: { thumbnails: true } }), {
    body: { thumbnails: [String] },
  });
});

test('a stop shows at once what has stopped', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { process } = await draftOf(bench, ann, await workshopOf(bench, ann));
  await bench.ask('POST', `/process/${process}/start/`, { as: ann, body: {} });
  t.match(await bench.ask('PATCH', `/process/${process}/`, { as: ann, body: { state: 'stopping', name: 'x' } }), { status: 400 });
  const stopped = await bench.ask('PATCH', `/process/${process}/`, { as: ann, body: { state: 'stopping' } });
  t.match(stopped, { status: 200, body: { state: 'stopped' } });
  t.notOk('tasks' in stopped.body);
});

test('a finished process is retried in a new run, and deleted; a running one is neither', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { process } = await draftOf(bench, ann, await workshopOf(bench, ann));
  const post = (way: string) => bench.ask('POST', `/process/${process}/${way}/`, { as: ann });
  t.match(await post('retry'), { status: 400, body: { problems: [{ code: 'process_not_started' }] } });
  await post('start');
  t.match(await post('retry'), { status: 400, body: { problems: [{ code: 'process_running' }] } });
  t.match(await bench.ask('DELETE', `/process/${process}/`, { as: ann }), {
    status: 400,
    body: { problems: [{ code: 'process_running' }] },
  });
  await bench.happened(...inStream(`process-${process}`)(finished()));
  await bench.readSide.caughtUp();
  const retried = await post('retry');
  t.match(retried, { status: 200, body: { active: true, finished: null, state: 'pending', tasks: { length: 4 } } });
  t.strictSame(
    retried.body.tasks.map(({ run }: { run: number }) => run),
    [1, 1, 2, 2],
  );
  await bench.happened(...inStream(`process-${process}`)(finished(2)));
  t.match(await bench.ask('DELETE', `/process/${process}/`, { as: ann }), { status: 204, body: null });
  await bench.readSide.caughtUp();
  t.match(await bench.ask('GET', `/process/${process}/`, { as: ann }), { status: 404 });
});

test('the elements of a process are listed by a cursor, in the order of their project', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { process } = await draftOf(bench, ann, await workshopOf(bench, ann, { pages: 3 }));
  await bench.readSide.caughtUp();
  const first = await bench.ask('GET', `/process/${process}/elements/?page_size=2&with_count=true&with_image=True`, { as: ann });
  t.match(first, {
    status: 200,
    body: { count: 3, results: [{ name: 'Page 1', image_id: null, polygon: null, rotation_angle: 0 }, { name: 'Page 2' }] },
  });
  const second = await bench.ask('GET', new URL(first.body.next).pathname.replace('/api/v1', '') + new URL(first.body.next).search, {
    as: ann,
  });
  t.match(second.body, { count: null, next: null, results: [{ name: 'Page 3' }] });
  t.match(await bench.ask('GET', `/process/${process}/elements/?cursor=${Buffer.from('[1]').toString('base64url')}`, { as: ann }), {
    status: 400,
    body: { cursor: [String] },
  });
});

test('only readers see a process, and only administrators of its project change it', async (t) => {
  const bench = await restBench(t, operations);
  const [ann, bob, eve] = [bench.person(), bench.person(), bench.person()];
  const corpus = await workshopOf(bench, ann);
  const { process } = await draftOf(bench, ann, corpus);
  await bench.identity.memberships.grant(bob.id, { kind: 'corpus', id: corpus }, 'guest', 'test');
  await bench.readSide.caughtUp();
  t.match(await bench.ask('GET', `/process/${process}/`, { as: bob }), { status: 200, body: { rights: ['read'] } });
  t.match(await bench.ask('POST', `/process/${process}/start/`, { as: bob, body: {} }), { status: 403 });
  t.match(await bench.ask('GET', `/process/${process}/`, { as: eve }), { status: 404 });
  const ids = async (as: typeof ann, query = '') =>
    (await bench.ask('GET', `/process/${query}`, { as })).body.results.map(({ id }: { id: string }) => id);
  t.strictSame([await ids(ann), await ids(bob), await ids(eve)], [[process], [process], []]);
  t.strictSame([await ids(ann, '?mine=True'), await ids(bob, '?mine=True')], [[process], []]);
  t.strictSame(await ids(ann, '?state=running&state=failed'), []);
  t.strictSame(await ids(ann, `?repository=${process}`), [], 'no process comes from a repository');
  t.match(await bench.ask('GET', '/process/?repository=press', { as: ann }), { status: 400, body: { repository: [String] } });
  t.match((await bench.ask('GET', '/process/?with_tasks=True', { as: ann })).body, { number: 1, count: 1, results: [{ tasks: [] }] });
});

test('a farm that the starter is no guest of is refused', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const bob = bench.person();
  const corpus = await workshopOf(bench, ann);
  const { process } = await draftOf(bench, ann, corpus);
  await bench.identity.memberships.grant(bob.id, { kind: 'corpus', id: corpus }, 'admin', 'test');
  t.match(await bench.ask('POST', `/process/${process}/start/`, { as: bob, body: {} }), { status: 400, body: { farm: [String] } });
  t.match(await bench.ask('POST', `/process/${process}/start/`, { as: bench.person({ admin: true }), body: {} }), { status: 200 });
});

test('a worker run of the version is found again in the process', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { process, run } = await draftOf(bench, ann, await workshopOf(bench, ann));
  await bench.readSide.caughtUp();
  t.match((await bench.ask('GET', `/process/${process}/workers/`, { as: ann })).body.results, [
    { id: run, worker_version: { id: readerVersion } },
  ]);
});
