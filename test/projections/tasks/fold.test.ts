import { strict as assert } from 'node:assert';
import { test } from 'tap';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { processRunId, processRuns } from '../../../projections/tasks/process-runs.ts';
import { tasks } from '../../../projections/tasks/fold.ts';
import { inStream, rollupAfter, rowsAfter, second } from '../../support/folding.ts';
import * as a from '../../support/tasks.ts';

const history = (...events: readonly TaskEvent[]) => inStream(`task-${a.taskId}`)(...events);
const row = (...events: readonly TaskEvent[]) => {
  const found = rowsAfter(tasks, ...history(...events)).get(a.taskId);
  assert.ok(found);
  return found;
};
const running = [a.created(), a.queued(), a.claimed(), a.started()] as const;

test('a planned task is unscheduled, with all that its creation states', async () => {
  const { taskId: id, ttlSeconds: ttl, expiry, ...planned } = a.taskOf();
  const found = row(a.created());
  assert.deepEqual({ ...found, id, ttl, expiry: new Date(expiry), ...planned }, found);
  assert.deepEqual([found.state, found.attempt, found.term, found.claimLive, found.created], ['unscheduled', 1, 0, false, second(0)]);
});

test('a claim shows its holder while the task is still pending', async () => {
  const found = row(a.created(), a.queued(), a.claimed());
  assert.deepEqual(
    [found.state, found.term, found.claimLive, found.agentId, found.queued, found.claimed],
    ['pending', 1, true, a.agentId, second(1), second(2)],
  );
});

test('a claim that was handed back leaves nothing of its holder', async () => {
  const found = row(...running, a.released());
  assert.deepEqual([found.state, found.term, found.claimLive, found.claimEnded], ['pending', 1, false, second(4)]);
  assert.deepEqual([found.agentId, found.container, found.started], [null, null, null]);
});

test('a final state ends the claim, and the holder stays to be seen', async () => {
  const ends = [
    ['completed', a.completed(), 0, null],
    ['failed', a.failed(), 1, null],
    ['error', a.errored(), null, 'agent_lost'],
    ['stopped', a.stopped(), null, null],
  ] as const;
  for (const [state, end, exitCode, cause] of ends) {
    const found = row(...running, end);
    assert.deepEqual([found.state, found.exitCode, found.errorCause, found.finished], [state, exitCode, cause, second(4)]);
    assert.deepEqual([found.claimLive, found.claimEnded, found.agentId, found.started], [false, second(4), a.agentId, second(3)]);
  }
});

test('a stop that was asked for shows since when and why', async () => {
  const found = row(...running, a.stopRequested('process'));
  assert.deepEqual([found.state, found.stopCause, found.stopRequested, found.claimLive], ['stopping', 'process', second(4), true]);
});

test('a restart clears what its attempt left, the term stays', async () => {
  const found = row(...running, a.stopRequested(), a.failed(), a.restarted());
  assert.deepEqual([found.state, found.attempt, found.term, found.queued], ['pending', 2, 1, second(6)]);
  const cleared = [
    found.agentId,
    found.gpuId,
    found.container,
    found.exitCode,
    found.started,
    found.finished,
    found.stopCause,
    found.errorCause,
  ];
  assert.ok(cleared.every((value) => value === null));
});

test('late reports are counted', async () => {
  const late: TaskEvent = {
    type: 'LateReportRefused',
    data: { reportedTerm: 1, currentTerm: 1, agentId: a.agentId, report: { state: 'completed', exitCode: 0 } },
  };
  const found = row(...running, a.errored(), late);
  assert.deepEqual([found.lateReports, found.state, found.revision], [1, 'error', 5]);
});

test('the tasks of a run are counted by state', async () => {
  const other = '7a5c0000-0000-4000-8000-000000000002';
  const second = inStream(`task-${other}`)(a.created({ taskId: other }), a.queued());
  const counts = (...events: readonly TaskEvent[]) => {
    const found = rollupAfter(tasks, processRuns, ...history(...events), ...second).get(processRunId(a.processId, 1));
    return found && { unscheduled: found.unscheduled, pending: found.pending, running: found.running, completed: found.completed };
  };
  assert.deepEqual(counts(a.created()), { unscheduled: 1, pending: 1, running: 0, completed: 0 });
  assert.deepEqual(counts(a.created(), a.queued(), a.claimed()), { unscheduled: 0, pending: 2, running: 0, completed: 0 });
  assert.deepEqual(counts(...running), { unscheduled: 0, pending: 1, running: 1, completed: 0 });
  assert.deepEqual(counts(...running, a.completed()), { unscheduled: 0, pending: 1, running: 0, completed: 1 });
});

test('an adopted report ends the task as it says, and the error is no more', async () => {
  const report = { state: 'completed', exitCode: 0 };
  const found = row(
    ...running,
    a.errored(),
    { type: 'LateReportRefused', data: { reportedTerm: 1, currentTerm: 1, agentId: a.agentId, report } },
    { type: 'LateReportAdopted', data: { reportedTerm: 1, eventId: a.taskId } },
    a.completed(),
  );
  assert.deepEqual(
    [found.state, found.errorCause, found.errorDetail, found.exitCode, found.finished, found.lateReports],
    ['completed', null, null, 0, second(7), 1],
  );
});
