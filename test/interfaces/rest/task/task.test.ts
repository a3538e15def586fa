import { test } from 'tap';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { taskOperations } from '../../../../interfaces/rest/task/index.ts';
import { taskSchema } from '../../../../interfaces/rest/task/shapes.ts';
import type { TaskEvent } from '../../../../domain/task/events.ts';
import { inStream } from '../../../support/folding.ts';
import * as p from '../../../support/processes.ts';
import { restBench, type RestBench } from '../../../support/rest-bench.ts';
import * as a from '../../../support/tasks.ts';

const operations = [...corpusOperations, ...taskOperations];
const path = `/task/${a.taskId}/`;
const fromAgent = `${path}from-agent/`;
const agent = { as: `Bearer agent-${a.agentId}` };
const other = { as: `Bearer agent-${a.otherAgentId}` };
const ofTask = (...events: readonly TaskEvent[]) => inStream(`task-${a.taskId}`)(...events);

/** A person whose process has one task, in which this happened after its creation. */
async function withTask(bench: RestBench, ...events: readonly TaskEvent[]) {
  const ann = bench.person();
  const { body: corpus } = await bench.ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  await bench.happened(
    ...inStream(`process-${p.processId}`)(p.created({ corpusId: corpus.id, creatorId: ann.id }), p.added(), p.started()),
    ...ofTask(a.created({ corpusId: corpus.id }), ...events),
  );
  const claim = { live: true, endedAt: null, claimed: 0n, processId: a.processId, workerRunId: p.reader.workerRunId, creatorId: ann.id };
  bench.claims.set(`${a.taskId}.1`, claim);
  return { ann, token: { as: `Ponos ${a.taskId}.1.ok` } };
}

test('a task shows where it stands, with the end of the log of its attempt', async (t) => {
  const bench = await restBench(t, operations);
  const { ann } = await withTask(bench, a.queued(), a.claimed(), a.started());
  const lines = Array.from({ length: 9000 }, (_, n) => `line ${n}\n`).join('');
  t.match(await bench.ask('GET', path, { as: ann }), { status: 200, body: { logs: '', full_log: null } });
  await bench.blobs.put({ bucket: 'ponos-logs', key: `${a.taskId}.log` }, Buffer.from(lines));
  const { body } = await bench.ask('GET', path, { as: ann });
  t.match(body, {
    id: a.taskId,
    process_id: a.processId,
    slug: 'reader_a1b2c3',
    state: 'running',
    agent: { id: a.agentId, hostname: 'removed agent' },
    gpu: null,
    attempt: 1,
    container: 'c0',
    exit_code: null,
    error: null,
    has_docker_socket: false,
    late_reports: 0,
    superseded_by: null,
  });
  t.strictSame(Object.keys(body).sort(), Object.keys(taskSchema.shape).sort());
  t.ok(body.logs.length <= 65_536 && body.logs.startsWith('line ') && body.logs.endsWith('line 8999\n'), 'the tail begins with a line');
  const whole = await fetch(body.full_log);
  t.equal(await whole.text(), lines);
});

test('a user stops a task and restarts it in place', async (t) => {
  const bench = await restBench(t, operations);
  const { ann } = await withTask(bench, a.queued(), a.claimed(), a.started());
  const patch = (state: string) => bench.ask('PATCH', path, { as: ann, body: { state } });
  t.match(await patch('pending'), { status: 400, body: { problems: [{ code: 'task_not_final', field: 'state' }] } });
  t.match(await patch('completed'), { status: 400, body: { problems: [{ code: 'state_forbidden' }] } });
  t.match(await patch('stopping'), { status: 200, body: { state: 'stopping', agent: { id: a.agentId } } });
  await bench.happened(...ofTask(a.stopped()));
  t.match(await patch('stopping'), { status: 400, body: { problems: [{ code: 'task_final' }] } });
  t.match(await patch('pending'), {
    status: 200,
    body: { state: 'pending', attempt: 2, agent: null, gpu: null, container: null, finished: null },
  });
});

test('a task of an earlier run is not restarted', async (t) => {
  const bench = await restBench(t, operations);
  const { ann } = await withTask(bench, a.queued(), a.claimed(), a.started(), a.failed());
  await bench.happened(...inStream(`process-${p.processId}`)(p.finished(), p.retried()));
  t.match(await bench.ask('PATCH', path, { as: ann, body: { state: 'pending' } }), {
    status: 400,
    body: { problems: [{ code: 'not_last_run' }] },
  });
});

test('the task itself and its agent see it without its log; to others it does not exist', async (t) => {
  const bench = await restBench(t, operations);
  const { token, ann } = await withTask(bench, a.queued(), a.claimed());
  const seen = await bench.ask('GET', fromAgent, token);
  t.match(seen, { status: 200, body: { id: a.taskId, parents: [] } });
  t.notOk('logs' in seen.body || 'full_log' in seen.body);
  t.match(await bench.ask('GET', fromAgent, agent), { status: 200 });
  t.match(await bench.ask('GET', fromAgent, other), { status: 404 });
  t.match(await bench.ask('GET', fromAgent, { as: ann }), { status: 403 });
});

test('an agent reports how its claim goes, by either method', async (t) => {
  const bench = await restBench(t, operations);
  await withTask(bench, a.queued(), a.claimed());
  const report = (body: object, method = 'PATCH') => bench.ask(method, fromAgent, { ...agent, body });
  const running = { id: a.taskId, state: 'running', term: 1 };
  t.strictSame((await report({ state: 'running', term: 1, container: 'c1' })).body, running);
  t.strictSame((await report({ state: 'running', term: 1, container: 'c1' })).body, running, 'again is nothing new');
  t.match(await report({ state: 'completed', term: 1 }), { status: 400, body: { exit_code: [String] } });
  t.match(await report({ state: 'error', term: 1, cause: 'bad_mood' }), { status: 400, body: { cause: [String] } });
  t.match(await report({ state: 'pending', term: 1 }), { status: 400, body: { cause: [String] } });
  t.match(await report({ state: 'dreaming', term: 1 }), { status: 400, body: { state: [String] } });
  t.match(await report({ state: 'failed', term: 1, exit_code: 2, duration_ms: 5, log_bytes: 0 }, 'PUT'), {
    status: 200,
    body: { state: 'failed' },
  });
  t.match(await report({ state: 'failed', term: 1, exit_code: 2 }), { status: 200, body: { state: 'failed' } });
  const types = (await bench.store.readStream(`task-${a.taskId}`)).map(({ type }) => type);
  t.strictSame(types, ['TaskCreated', 'TaskQueued', 'TaskClaimed', 'TaskStarted', 'TaskLogUploaded', 'TaskFailed']);
});

test('an agent hands a claim back, or reports an error or a stop', async (t) => {
  const bench = await restBench(t, operations);
  await withTask(bench, a.queued(), a.claimed());
  const report = (body: object) => bench.ask('PATCH', fromAgent, { ...agent, body });
  t.match(await report({ state: 'pending', term: 1, cause: 'slot_taken' }), { status: 200, body: { state: 'pending' } });
  await bench.happened(...ofTask(a.claimed(2)));
  t.match(await report({ state: 'error', term: 2, cause: 'image_unavailable', detail: 'no such image' }), {
    status: 200,
    body: { state: 'error' },
  });
  await bench.happened(...ofTask(a.restarted(), a.claimed(3, 2), a.started(3), a.stopRequested()));
  t.match(await report({ state: 'stopped', term: 3 }), { status: 200, body: { state: 'stopped', term: 3 } });
});

test('a report that comes too late is refused with 409, and kept once', async (t) => {
  const bench = await restBench(t, operations);
  const { ann } = await withTask(bench, a.queued(), a.claimed(), a.started(), a.errored());
  for (let n = 0; n < 2; n++) {
    t.match(await bench.ask('PATCH', fromAgent, { ...agent, body: { state: 'completed', term: 1, exit_code: 0 } }), {
      status: 409,
      body: { detail: String, problems: [{ code: 'late_report' }] },
    });
  }
  await bench.readSide.caughtUp();
  t.match((await bench.ask('GET', path, { as: ann })).body, {
    state: 'error',
    late_reports: 1,
    error: { cause: 'agent_lost', detail: 'gone' },
  });
});

test('files are announced, uploaded, listed and downloaded', async (t) => {
  const bench = await restBench(t, operations);
  const { ann, token } = await withTask(bench, a.queued(), a.claimed(), a.started());
  const body = { path: 'out/a b.txt', size: 5, content_type: 'text/plain' };
  const announced = await bench.ask('POST', `${path}artifacts/`, { ...token, body });
  t.match(announced, { status: 201, body: { path: 'out/a b.txt', size: 5, content_type: 'text/plain', s3_put_url: String } });
  t.match(await bench.ask('POST', `${path}artifacts/`, { ...agent, body }), { status: 201, body: { id: announced.body.id } });
  t.match(await bench.ask('POST', `${path}artifacts/`, { ...agent, body: { ...body, size: 6 } }), {
    status: 400,
    body: { path: [String], problems: [{ code: 'artifact_exists' }] },
  });
  t.match(await bench.ask('POST', `${path}artifacts/`, { ...agent, body: { ...body, path: '../x' } }), {
    status: 400,
    body: { path: [String] },
  });
  t.match(await bench.ask('POST', `${path}artifacts/`, { ...other, body }), { status: 409 });
  t.match(await bench.ask('GET', `${path}artifact/out%2Fa%20b.txt`, { as: ann }), { status: 404 }, 'announced is not uploaded');
  await fetch(announced.body.s3_put_url, { method: 'PUT', body: 'hello' });
  await bench.readSide.caughtUp();
  t.match((await bench.ask('GET', `${path}artifacts/`, { as: ann })).body, [{ path: 'out/a b.txt', s3_put_url: null }]);
  for (const way of ['out%2Fa%20b.txt', 'out/a%20b.txt']) {
    const found = await fetch(`${bench.url}/api/v1${path}artifact/${way}`, { headers: { authorization: `Token user-${ann.id}` } });
    t.equal(await found.text(), 'hello', way);
  }
  t.match(await bench.ask('GET', `${path}artifacts/`, other), { status: 404 });
  t.match(await bench.ask('GET', `${path}artifacts/`, { as: bench.person() }), { status: 404 });
});
