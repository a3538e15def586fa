import { test } from 'tap';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { elementOperations } from '../../../../interfaces/rest/element/index.ts';
import { processOperations } from '../../../../interfaces/rest/process/index.ts';
import { workerRunOperations } from '../../../../interfaces/rest/worker-run/index.ts';
import { inStream } from '../../../support/folding.ts';
import * as a from '../../../support/processes.ts';
import { restBench } from '../../../support/rest-bench.ts';
import { agentId, claimed, created, otherAgentId, queued, taskId } from '../../../support/tasks.ts';
import { draftOf, workshopOf } from '../../../support/workshop.ts';

const operations = [...corpusOperations, ...elementOperations, ...processOperations, ...workerRunOperations];
const configured = inStream(`worker-${a.readerWorker}`)({
  type: 'ConfigurationCreated',
  data: { configurationId: a.fast, name: 'fast', configuration: { threshold: 0.5 }, contentHash: 'x' },
});

test('a worker run shows everything that its worker configures itself by', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const published = { docker: { image: 'registry/reader:1' }, configuration: { someKey: 'someValue' }, secrets: ['path/to/file.json'] };
  const corpus = await workshopOf(bench, ann, { configuration: published });
  await bench.happened(...configured);
  const { process } = await draftOf(bench, ann, corpus);
  const body = { worker_version_id: a.readerVersion, configuration_id: a.fast };
  const created = await bench.ask('POST', `/process/${process}/workers/`, { as: ann, body });
  t.equal(created.status, 201);
  t.strictSame(created.body, {
    id: created.body.id,
    summary: "Worker Reader @ d10000 using configuration 'fast'",
    parents: [],
    worker_version: {
      id: a.readerVersion,
      worker: { id: a.readerWorker, name: 'Reader', slug: 'reader', type: 'recognizer' },
      configuration: published,
      revision: null,
      version: null,
      state: 'available',
      docker_image: null,
      docker_image_iid: 'registry/reader:1',
      docker_image_name: null,
      gpu_usage: 'disabled',
      model_usage: false,
      model_requirement: 'disabled',
      created: created.body.worker_version.created,
      updated: created.body.worker_version.updated,
    },
    configuration: { id: a.fast, name: 'fast', configuration: { threshold: 0.5 }, archived: false },
    model_version: null,
    process: {
      id: process,
      name: 'Reading',
      state: 'unscheduled',
      mode: 'workers',
      corpus,
      use_cache: false,
      activity_state: 'disabled',
      model_id: null,
      train_folder_id: null,
      validation_folder_id: null,
      test_folder_id: null,
    },
  });
  await bench.readSide.caughtUp();
  t.strictSame((await bench.ask('GET', `/process/workers/${created.body.id}/`, { as: ann })).body, created.body);
});

test('runs are changed in whole or in part, and removed, while the process is a draft', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { process, run } = await draftOf(bench, ann, await workshopOf(bench, ann));
  await bench.happened(...configured);
  const child = await bench.ask('POST', `/process/${process}/workers/`, {
    as: ann,
    body: { worker_version_id: a.readerVersion, configuration_id: a.fast, parents: [run] },
  });
  t.match(child, { status: 201, body: { parents: [run] } });
  const path = `/process/workers/${child.body.id}/`;
  t.match(await bench.ask('PATCH', path, { as: ann, body: { parents: [] } }), {
    status: 200,
    body: { parents: [], configuration: { id: a.fast } },
  });
  t.match(await bench.ask('PUT', path, { as: ann, body: { parents: [run] } }), {
    status: 400,
    body: { problems: [{ code: 'run_duplicate' }] },
  });
  t.match(await bench.ask('PUT', path, { as: ann, body: { configuration_id: a.fast } }), { status: 400, body: { parents: [String] } });
  t.match(await bench.ask('PUT', path, { as: ann, body: { configuration_id: a.fast, parents: [run] } }), {
    status: 200,
    body: { parents: [run] },
  });
  t.match(await bench.ask('PATCH', `/process/workers/${run}/`, { as: ann, body: { parents: [child.body.id] } }), {
    status: 400,
    body: { problems: [{ code: 'parent_cycle', field: 'parents' }] },
  });
  t.match(await bench.ask('DELETE', `/process/workers/${run}/`, { as: ann }), { status: 204 });
  await bench.readSide.caughtUp();
  const list = await bench.ask('GET', `/process/${process}/workers/`, { as: ann });
  t.match(list.body, { count: 1, number: 1, results: [{ id: child.body.id, parents: [] }] });
  await bench.ask('POST', `/process/${process}/start/`, { as: ann, body: {} });
  t.match(await bench.ask('DELETE', path, { as: ann }), { status: 400, body: { problems: [{ code: 'process_started' }] } });
});

test('a run needs rights on project and worker', async (t) => {
  const bench = await restBench(t, operations);
  const [ann, bob] = [bench.person(), bench.person()];
  const corpus = await workshopOf(bench, ann);
  const { process, run } = await draftOf(bench, ann, corpus);
  const add = (as: typeof ann) => bench.ask('POST', `/process/${process}/workers/`, { as, body: { worker_version_id: a.readerVersion } });
  t.match(await add(bob), { status: 404 });
  await bench.identity.memberships.grant(bob.id, { kind: 'corpus', id: corpus }, 'admin', 'test');
  t.match(await add(bob), { status: 400, body: { worker_version_id: [String] } }, 'a worker that he may not see is a wrong value');
  await bench.identity.memberships.grant(bob.id, { kind: 'worker', id: a.readerWorker }, 'guest', 'test');
  t.match(await add(bob), { status: 403 });
  t.match(await bench.ask('GET', `/process/workers/${run}/`, { as: bob }), { status: 200 });
});

test('the task of the process and the agent that runs it read its worker run; others do not', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const { process, run } = await draftOf(bench, ann, await workshopOf(bench, ann));
  await bench.happened(...inStream(`task-${taskId}`)(created({ processId: process, workerRunId: run }), queued(), claimed()));
  bench.claims.set(`${taskId}.1`, { live: true, endedAt: null, claimed: 0n, processId: process, workerRunId: run, creatorId: ann.id });
  await bench.readSide.caughtUp();
  const ask = (as: string) => bench.ask('GET', `/process/workers/${run}/`, { as });
  t.match(await ask(`Ponos ${taskId}.1.ok`), { status: 200, body: { id: run } });
  t.match(await ask(`Bearer agent-${agentId}`), { status: 200, body: { id: run } });
  t.match(await ask(`Bearer agent-${otherAgentId}`), { status: 404 });
});
