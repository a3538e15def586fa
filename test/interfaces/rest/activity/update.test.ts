import { test } from 'tap';
import { elementId } from '../../../support/activities.ts';
import { inStream } from '../../../support/folding.ts';
import * as processes from '../../../support/processes.ts';
import * as tasks from '../../../support/tasks.ts';
import { ofProcess, processId, queueBench, queueOf, reader, sealed } from './queue-bench.ts';

const otherTask = '7a5c0000-0000-4000-8000-000000000002';
const fastReader = { ...reader, workerRunId: 'a1b2c3d4-0000-4000-8000-000000000009', configurationId: processes.fast, summary: 'fast' };
const problem = (code: string) => ({ problems: [{ code }] });

test('a worker reports that it has begun an element, and that it is done', async (t) => {
  const { report, task, store, readSide } = await queueBench(t);
  for (const state of ['started', 'processed']) {
    t.match(await report(state, task), { status: 200, body: { element_id: elementId(1), process_id: processId, state } });
  }
  await readSide.caughtUp();
  const { events } = await store.readAll(0n, 100);
  t.match(
    events.filter(({ stream }) => /^activity-/.test(stream)),
    [
      { type: 'ActivityStarted', data: { claim: { taskId: tasks.taskId, term: 1, userId: null }, takenOver: false } },
      { type: 'ActivityProcessed', data: { workerRunId: reader.workerRunId } },
    ],
  );
});

test('the same claim may repeat itself; for another the element is taken, and says so twice', async (t) => {
  const { report, task, taskOf, ann, happened } = await queueBench(t);
  await happened(...inStream(`task-${tasks.taskId}`)(tasks.created(), tasks.queued(), tasks.claimed(), tasks.started()));
  t.equal((await report('started', task)).status, 200);
  const again = await report('started', task);
  t.equal(again.status, 200);
  t.ok(again.headers.get('x-position'));
  for (const other of [taskOf(otherTask), ann]) {
    const refused = await report('started', other);
    t.match(refused, { status: 409, body: { detail: /activity/, ...problem('activity_conflict') } });
    t.same(refused.body.__all__, [refused.body.detail]);
  }
});

test('what a task left behind is taken over once its claim has ended, by the next claim of the same task too', async (t) => {
  const { report, task, taskOf, happened, store } = await queueBench(t);
  const ofTask = inStream(`task-${tasks.taskId}`);
  await happened(...ofTask(tasks.created(), tasks.queued(), tasks.claimed(), tasks.started()));
  await report('started', task);
  await happened(...ofTask(tasks.errored()));
  t.equal((await report('processed', taskOf(otherTask))).status, 409);
  t.equal((await report('started', taskOf(tasks.taskId, { term: 2 }))).status, 200);
  const { events } = await store.readAll(0n, 100);
  t.match(events.at(-1), { type: 'ActivityStarted', data: { claim: { term: 2 }, takenOver: true } });
});

test('a worker version that the process uses once stands for its run, deprecated', async (t) => {
  const { report, task } = await queueBench(t);
  const byVersion = await report('started', task, { id: reader.workerVersionId });
  t.equal(byVersion.status, 200);
  t.equal(byVersion.headers.get('deprecation'), 'true');
  t.equal((await report('processed', task)).headers.get('deprecation'), null);
});

test('a worker version that occurs several times is ambiguous; what is no run of the process is unknown', async (t) => {
  const { report, task } = await queueBench(t, { runs: [reader, fastReader] });
  t.match(await report('started', task, { id: reader.workerVersionId }), {
    status: 400,
    body: { id: [/run/], ...problem('activity_ambiguous') },
  });
  t.match(await report('started', task, { id: processes.correctorVersion }), {
    status: 400,
    body: { id: [/run/], ...problem('activity_run_unknown') },
  });
  t.equal((await report('started', task, { id: fastReader.workerRunId })).status, 200);
});

test('before the queue is complete nobody may begin, and an element outside of it never', async (t) => {
  const { report, task, happened } = await queueBench(t, { queue: [...queueOf([reader], [1])] });
  t.match(await report('started', task), { status: 400, body: { process_id: [/ready/], ...problem('activities_not_ready') } });
  await happened(...sealed);
  t.equal((await report('started', task)).status, 200, 'at once, whatever the tables know');
  t.match(await report('started', task, { element: 7 }), { status: 409, body: problem('activity_conflict') });
});

test('a retry makes the queue wait for its own', async (t) => {
  const { report, task, happened, readSide } = await queueBench(t);
  await happened(...ofProcess(processes.retried()));
  await readSide.caughtUp();
  t.match(await report('started', task), { status: 400, body: problem('activities_not_ready') });
});

test('only tasks of the process report on it, and people who may contribute to its project', async (t) => {
  const { report, taskOf, ann, person, identity, corpus } = await queueBench(t);
  const [eve, guest] = [person(), person()];
  await identity.memberships.grant(guest.id, { kind: 'corpus', id: corpus }, 'guest', 'test');
  t.equal((await report('started', taskOf(otherTask, { of: processes.farmId }))).status, 403);
  t.equal((await report('started', guest)).status, 403);
  t.match(await report('started', eve), { status: 400, body: { process_id: [/exist/] } });
  t.equal((await report('started', ann)).status, 200);
});

test('every wrong field is named', async (t) => {
  const { ask, task } = await queueBench(t);
  const path = `/workers/versions/${reader.workerRunId}/activity/`;
  const wrong = await ask('PUT', path, { as: task, body: { element_id: 'x', process_id: processId, state: 'queued' } });
  t.match(wrong, { status: 400, body: { element_id: [/UUID/], state: [String] } });
  t.equal((await ask('PUT', '/workers/versions/none/activity/', { as: task, body: {} })).status, 404);
});
