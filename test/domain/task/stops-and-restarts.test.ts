import { test } from 'tap';
import { forceStop } from '../../../domain/task/force-stop.ts';
import { task } from '../../../domain/task/index.ts';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import { restartTask } from '../../../domain/task/restart.ts';
import { stopByTtl } from '../../../domain/task/stop-by-ttl.ts';
import { at, given } from '../../support/given.ts';
import * as a from '../../support/tasks.ts';

const byUser = { cause: 'user' } as const;
const running = [a.created(), a.queued(), a.claimed(), a.started()] as const;
const restartable = { lastRun: true, parentsCompleted: true };

test('a task that nobody has taken stops at once', async () => {
  given(task, a.created()).when(requestStopTask, byUser, undefined).then(a.stopped(null));
  given(task, a.created(), a.queued()).when(requestStopTask, byUser, undefined).then(a.stopRequested(), a.stopped(null));
});

test('the holder of a claim is asked to stop', async () => {
  given(task, a.created(), a.queued(), a.claimed()).when(requestStopTask, byUser, undefined).then(a.stopRequested());
  given(task, ...running)
    .when(requestStopTask, { cause: 'process' }, undefined)
    .then(a.stopRequested('process'));
});

test('asking again is nothing new', async () => {
  given(task, ...running, a.stopRequested())
    .when(requestStopTask, byUser, undefined)
    .then();
});

test('a final task cannot be stopped; the stopper of a process passes it over', async () => {
  given(task, ...running, a.completed())
    .when(requestStopTask, byUser, undefined)
    .thenRefused('task_final');
  given(task, ...running, a.completed())
    .when(requestStopTask, { cause: 'process' }, undefined)
    .then();
  given(task).when(requestStopTask, byUser, undefined).thenRefused('not_found');
});

test('a stop of the process is not meant for a task that was restarted after it, nor carried out again on it', async () => {
  const again = [...running, a.failed(), at('2026-01-01T12:00:05Z', a.restarted())] as const;
  const stop = (requestedAt: string) => ({ cause: 'process' as const, requestedAt: new Date(requestedAt) });
  given(task, ...again)
    .when(requestStopTask, stop('2026-01-01T12:00:04Z'), undefined)
    .then();
  given(task, ...again)
    .when(requestStopTask, stop('2026-01-01T12:00:06Z'), undefined)
    .then(a.stopRequested('process'), a.stopped(null));
});

test('a stop that nobody confirms is forced after the time-out, not before', async () => {
  const asked = [...running, at('2026-01-01T12:00:00Z', a.stopRequested())] as const;
  const when = (now: string) => given(task, ...asked).when(forceStop, { timeoutMs: 600_000 }, undefined, { now: new Date(now) });
  when('2026-01-01T12:10:00Z').then();
  when('2026-01-01T12:10:01Z').then(a.stopped(1, true));
  given(task, ...running)
    .when(forceStop, { timeoutMs: 0 }, undefined)
    .then();
});

test('a task that runs longer than it may is asked to stop', async () => {
  const long = [a.created({ ttlSeconds: 60 }), a.queued(), a.claimed(), at('2026-01-01T12:00:00Z', a.started())] as const;
  const when = (now: string) => given(task, ...long).when(stopByTtl, {}, undefined, { now: new Date(now) });
  when('2026-01-01T12:01:00Z').then();
  when('2026-01-01T12:01:01Z').then(a.stopRequested('ttl'));
  given(task, ...running)
    .when(stopByTtl, {}, undefined, { now: new Date('2027-01-01T12:00:00Z') })
    .then();
});

test('a task that ran out of its time and is not given up ends in error by force', async () => {
  given(task, a.created({ ttlSeconds: 60 }), a.queued(), a.claimed(), a.started(), at('2026-01-01T12:00:00Z', a.stopRequested('ttl')))
    .when(forceStop, { timeoutMs: 1000 }, undefined, { now: new Date('2026-01-01T12:00:02Z') })
    .then({ type: 'TaskErrored', data: { term: 1, cause: 'ttl_exceeded', detail: 'The task ran longer than 60 seconds.' } });
});

test('a task that failed, erred or stopped is restarted in place', async () => {
  const ends = [
    ['failed', a.failed()],
    ['error', a.errored()],
    ['stopped', a.stopped()],
  ] as const;
  for (const [previousState, end] of ends) {
    given(task, ...running, ...(previousState === 'stopped' ? [a.stopRequested()] : []), end)
      .when(restartTask, {}, restartable)
      .then({
        type: 'TaskRestarted',
        data: { attempt: 2, nextState: 'pending', previousState, previousAgentId: a.agentId, previousGpuId: null },
      });
  }
});

test('below a parent that is not completed a restarted task waits unscheduled', async () => {
  given(task, a.created(), a.stopped(null))
    .when(restartTask, {}, { lastRun: true, parentsCompleted: false })
    .then({
      type: 'TaskRestarted',
      data: { attempt: 2, nextState: 'unscheduled', previousState: 'stopped', previousAgentId: null, previousGpuId: null },
    });
});

test('what runs, what is completed and what belongs to an earlier run is not restarted', async () => {
  given(task, ...running)
    .when(restartTask, {}, restartable)
    .thenRefused('task_not_final');
  given(task, ...running, a.completed())
    .when(restartTask, {}, restartable)
    .thenRefused('task_completed');
  given(task, ...running, a.failed())
    .when(restartTask, {}, { ...restartable, lastRun: false })
    .thenRefused('not_last_run');
  given(task).when(restartTask, {}, restartable).thenRefused('not_found');
});

test('a stop of an earlier attempt is forgotten by the restart', async () => {
  given(task, ...running, a.stopRequested('ttl'), a.stopped(), a.restarted(), a.claimed(2, 2), a.started(2))
    .when(requestStopTask, byUser, undefined)
    .then(a.stopRequested());
});
