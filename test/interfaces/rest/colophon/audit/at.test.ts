import { test } from 'tap';
import { activityId, naturalId } from '../../../../../domain/kernel/ids.ts';
import * as p from '../../../../support/processes.ts';
import * as a from '../../../../support/tasks.ts';
import { auditedProcess, failed, processPath, taskPath } from './audited-process.ts';

const processAt = (at: unknown) => `/colophon${processPath}at/?at=${encodeURIComponent(String(at))}`;
const taskAt = (at: unknown) => `/colophon${taskPath}at/?at=${encodeURIComponent(String(at))}`;

test('a process and its tasks are shown as they were', async (t) => {
  const { ask, gus, ofProcess, ofTask, positionsOf, store, readSide } = await auditedProcess(t, ...failed);
  await ofProcess(p.finished());
  await ofTask(a.restarted());
  await ofProcess(p.reopened(), { type: 'ProcessRenamed', data: { name: 'Another name' } });
  await ofTask(a.claimed(2, 2), a.started(2), a.completed(2));
  await readSide.caughtUp();
  const at = async (type: string, n = 0) => (await ask('GET', processAt((await positionsOf(type))[n]), { as: gus })).body;
  const task = async (type: string, n = 0) => (await ask('GET', taskAt((await positionsOf(type))[n]), { as: gus })).body;

  await t.test('at a position', async (t) => {
    t.match(await at('ProcessCreated'), { name: 'Reading', state: 'unscheduled', active: false, started: null, tasks: [] });
    t.match(await at('TaskCreated'), { state: 'unscheduled', active: true, tasks: [{ state: 'unscheduled' }] });
    t.match(await at('TaskStarted'), { state: 'running', tasks: [{ state: 'running', attempt: 1, agent: { id: a.agentId } }] });
    t.match(await at('ProcessFinished'), { state: 'failed', active: false, finished: String, tasks: [{ state: 'failed', attempt: 1 }] });
    t.match(await at('ProcessReopened'), { state: 'pending', active: true, finished: null, tasks: [{ attempt: 2, agent: null }] });
    t.match(await task('TaskClaimed'), { state: 'pending', agent: { id: a.agentId }, exit_code: null });
    t.match(await task('TaskFailed'), { state: 'failed', exit_code: 1, attempt: 1 });
    t.match(await task('TaskRestarted'), { state: 'pending', exit_code: null, attempt: 2, agent: null });
  });

  await t.test('at an instant', async (t) => {
    const [created] = (await store.readStream(`process-${p.processId}`)).map(({ time }) => time);
    t.match(await ask('GET', processAt(created?.toISOString()), { as: gus }), { status: 200, body: { name: 'Reading' } });
    t.match(await ask('GET', processAt('2999-01-01T00:00:00+02:00'), { as: gus }), { body: { name: 'Another name', state: 'completed' } });
    t.match(await ask('GET', taskAt('2999-01-01T00:00:00Z'), { as: gus }), { body: { state: 'completed', attempt: 2 } });
  });

  await t.test('now, as the live operation shows them', async (t) => {
    const head = await store.head();
    t.strictSame((await ask('GET', taskAt(head), { as: gus })).body, (await ask('GET', taskPath, { as: gus })).body);
    const live = (await ask('GET', processPath, { as: gus })).body;
    t.strictSame((await ask('GET', processAt(head), { as: gus })).body, live);
  });

  await t.test('not before they were created', async (t) => {
    for (const early of ['0', '2000-01-01T00:00:00Z']) {
      t.match(await ask('GET', processAt(early), { as: gus }), { status: 404 });
      t.match(await ask('GET', taskAt(early), { as: gus }), { status: 404 });
    }
  });

  await t.test('not at a position that the log has not come to: nobody knows how they will be then', async (t) => {
    const refused = { status: 400, body: { at: ['The log has not come to this position yet.'] } };
    const next = (await store.head()) + 1n;
    t.match(await ask('GET', processAt(next), { as: gus }), refused);
    t.match(await ask('GET', taskAt(next), { as: gus }), refused);
  });

  await t.test('also of a process that has been deleted since', async (t) => {
    const before = await store.head();
    await ofProcess(p.deleted);
    await readSide.caughtUp();
    t.match(await ask('GET', processPath, { as: gus }), { status: 404 });
    t.match(await ask('GET', processAt(before), { as: gus }), { status: 200, body: { state: 'completed' } });
    t.match(await ask('GET', processAt(await store.head()), { as: gus }), { status: 404 });
  });
});

test('the queue of the run that was the last one then tells how the activities stood', async (t) => {
  const { ask, gus, happened, ofProcess, positionsOf, readSide } = await auditedProcess(t);
  await happened({
    stream: `activityqueue-${p.processId}-1`,
    event: { type: 'ActivityQueueSealed', data: { processId: p.processId, run: 1, parts: 0, elements: 0 } },
  });
  await ofProcess(p.finished(), p.retried());
  await readSide.caughtUp();
  const stateAt = async (type: string) => (await ask('GET', processAt((await positionsOf(type))[0]), { as: gus })).body.activity_state;
  t.equal(await stateAt('ProcessCreated'), 'disabled');
  t.equal(await stateAt('ProcessStarted'), 'pending');
  t.equal(await stateAt('ActivityQueueSealed'), 'ready');
  t.equal(await stateAt('ProcessFinished'), 'ready');
  t.equal(await stateAt('ProcessRetried'), 'pending');
});

test('given an element on which a worker has failed, when it is tried again, then each moment has its own number of errors', async (t) => {
  const { ask, gus, happened, positionsOf, readSide, store, corpusId } = await auditedProcess(t);
  const { processId } = p;
  const { workerRunId, workerVersionId } = p.reader;
  const key = { workerRunId, workerVersionId, modelVersionId: null, configurationId: null };
  const elementId = naturalId('element', 'page');
  const stream = `activity-${activityId(elementId, workerVersionId, null, null)}`;
  const of = { elementId, processId, workerRunId, claim: { taskId: a.taskId, term: 1, userId: null } };
  await happened(
    {
      stream: `activityqueue-${processId}-1`,
      event: { type: 'ActivitiesQueued', data: { processId, run: 1, part: 0, keys: [key], elementIds: [elementId] } },
    },
    { stream, event: { type: 'ActivityFailed', data: { ...of, durationMs: null } } },
    { stream, event: { type: 'ActivityStarted', data: { ...of, ...key, corpusId, takenOver: false } } },
  );
  await readSide.caughtUp();
  const errorsAt = async (at: unknown) => (await ask('GET', processAt(at), { as: gus })).body.activity_errors;
  t.equal(await errorsAt((await positionsOf('ProcessStarted'))[0]), null, 'nothing is queued yet');
  t.equal(await errorsAt((await positionsOf('ActivitiesQueued'))[0]), 0);
  t.equal(await errorsAt((await positionsOf('ActivityFailed'))[0]), 1);
  const [failing, again] = (await store.readStream(stream)).map(({ time }) => time);
  t.equal(await errorsAt(failing?.toISOString()), again! > failing! ? 1 : 0, 'all of a millisecond counts');
  const now = await errorsAt(await store.head());
  t.strictSame([now, (await ask('GET', processPath, { as: gus })).body.activity_errors], [0, 0], 'as the live operation shows it');
});

test('the past is shown to those who may read the project, and a moment must be one', async (t) => {
  const { ask, gus, bob, root, readSide } = await auditedProcess(t);
  await readSide.caughtUp();
  for (const path of [processAt, taskAt]) {
    const now = path('2999-01-01T00:00:00Z');
    t.match(await ask('GET', now), { status: 401 });
    t.match(await ask('GET', now, { as: bob }), { status: 404 });
    t.match(await ask('GET', now, { as: gus }), { status: 200 });
    t.match(await ask('GET', now, { as: root }), { status: 200 });
    for (const bad of ['yesterday', '2026-13-01T00:00:00Z', '-1', '2026-01-01'])
      t.match(
        await ask('GET', path(bad), { as: gus }),
        { status: 400, body: { at: [/instant in ISO 8601 with offset, or a position/] } },
        bad,
      );
    t.match(await ask('GET', path('1').replace(/\?.*/, ''), { as: gus }), { status: 400, body: { at: [String] } });
  }
  t.match(await ask('GET', processAt('1').replace(p.processId, a.agentId), { as: root }), { status: 404 });
});
