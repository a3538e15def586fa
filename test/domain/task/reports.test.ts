import { test } from 'tap';
import { task } from '../../../domain/task/index.ts';
import { recordLateUse } from '../../../domain/task/record-late-use.ts';
import { releaseClaim } from '../../../domain/task/release-claim.ts';
import { reportError } from '../../../domain/task/report-error.ts';
import { reportCompleted, reportFailed } from '../../../domain/task/report-exit.ts';
import { reportStarted } from '../../../domain/task/report-started.ts';
import { reportStopped } from '../../../domain/task/report-stopped.ts';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { at, given } from '../../support/given.ts';
import * as a from '../../support/tasks.ts';

const byAgent = { actor: a.agent };
const waiting = [a.created(), a.queued(), a.claimed()] as const;
const running = [...waiting, a.started()] as const;
const stopping = [...running, a.stopRequested()] as const;
const log = (bytes: number): TaskEvent => ({ type: 'TaskLogUploaded', data: { attempt: 1, term: 1, bytes } });
const late = (reportedTerm: number, currentTerm: number, state: string, exitCode: number | null = null): TaskEvent => ({
  type: 'LateReportRefused',
  data: { reportedTerm, currentTerm, agentId: a.agentId, report: { state, exitCode } },
});

test('the agent says that it has begun', async () => {
  given(task, ...waiting)
    .when(reportStarted, { term: 1, container: 'c0' }, undefined, byAgent)
    .then(a.started());
});

test('a repeated start is nothing new, also after a stop was asked for', async () => {
  given(task, ...running)
    .when(reportStarted, { term: 1 }, undefined, byAgent)
    .then();
  given(task, ...stopping)
    .when(reportStarted, { term: 1 }, undefined, byAgent)
    .then();
});

test('what shall stop before it began does not begin', async () => {
  given(task, ...waiting, a.stopRequested())
    .when(reportStarted, { term: 1 }, undefined, byAgent)
    .thenRefused('state_forbidden');
});

test('exit code 0 completes, with the log in the same append', async () => {
  given(task, ...running)
    .when(reportCompleted, { term: 1, exitCode: 0, durationMs: 1000, logBytes: 42 }, undefined, byAgent)
    .then(log(42), a.completed());
});

test('an empty log is a log; none is none', async () => {
  given(task, ...running)
    .when(reportFailed, { term: 1, exitCode: 1, durationMs: 1000, logBytes: 0 }, undefined, byAgent)
    .then(log(0), a.failed());
  given(task, ...running)
    .when(reportFailed, { term: 1, exitCode: 1, durationMs: 1000 }, undefined, byAgent)
    .then(a.failed());
});

test('without a duration it is counted from the start', async () => {
  given(task, ...waiting, at('2026-01-01T12:00:00Z', a.started()))
    .when(reportFailed, { term: 1, exitCode: 3 }, undefined, { ...byAgent, now: new Date('2026-01-01T12:00:07.5Z') })
    .then({ type: 'TaskFailed', data: { term: 1, exitCode: 3, durationMs: 7500 } });
});

test('a code that says otherwise than the state is refused', async () => {
  given(task, ...running)
    .when(reportCompleted, { term: 1, exitCode: 2 }, undefined, byAgent)
    .thenRefused('validation_failed');
  given(task, ...running)
    .when(reportFailed, { term: 1, exitCode: 0 }, undefined, byAgent)
    .thenRefused('validation_failed');
});

test('what happened is what counts: a task may complete or fail while it is being stopped', async () => {
  given(task, ...stopping)
    .when(reportCompleted, { term: 1, exitCode: 0, durationMs: 1000 }, undefined, byAgent)
    .then(a.completed());
  given(task, ...stopping)
    .when(reportFailed, { term: 1, exitCode: 1, durationMs: 1000 }, undefined, byAgent)
    .then(a.failed());
});

test('what never began cannot have ended by itself', async () => {
  given(task, ...waiting)
    .when(reportCompleted, { term: 1, exitCode: 0 }, undefined, byAgent)
    .thenRefused('state_forbidden');
});

test('an error ends a claim that waits, runs or stops', async () => {
  const error: TaskEvent = { type: 'TaskErrored', data: { term: 1, cause: 'image_unavailable', detail: 'no such image' } };
  for (const past of [waiting, running, stopping]) {
    given(task, ...past)
      .when(reportError, { term: 1, cause: 'image_unavailable', detail: 'no such image', logBytes: 3 }, undefined, byAgent)
      .then(log(3), error);
  }
});

test('a stop is confirmed only where one was asked for', async () => {
  given(task, ...stopping)
    .when(reportStopped, { term: 1 }, undefined, byAgent)
    .then(a.stopped());
  given(task, ...running)
    .when(reportStopped, { term: 1 }, undefined, byAgent)
    .thenRefused('state_forbidden');
});

test('a task that ran out of its time ends in error, so that people see why', async () => {
  given(task, a.created({ ttlSeconds: 60 }), a.queued(), a.claimed(), a.started(), a.stopRequested('ttl'))
    .when(reportStopped, { term: 1 }, undefined, byAgent)
    .then({ type: 'TaskErrored', data: { term: 1, cause: 'ttl_exceeded', detail: 'The task ran longer than 60 seconds.' } });
});

test('the same report by the same claim is nothing new', async () => {
  given(task, ...running, a.completed())
    .when(reportCompleted, { term: 1, exitCode: 0 }, undefined, byAgent)
    .then();
  given(task, ...stopping, a.stopped())
    .when(reportStopped, { term: 1 }, undefined, byAgent)
    .then();
  const timedOut: TaskEvent = { type: 'TaskErrored', data: { term: 1, cause: 'ttl_exceeded', detail: '' } };
  given(task, ...running, a.stopRequested('ttl'), timedOut)
    .when(reportStopped, { term: 1 }, undefined, byAgent)
    .then();
});

test('a report from a claim that is over is refused, and stands in the stream', async () => {
  const taken = [...running, a.errored(), a.restarted(), a.claimed(2, 2)] as const;
  given(task, ...taken)
    .when(reportCompleted, { term: 1, exitCode: 0 }, undefined, byAgent)
    .thenRecordedRefusal(late(1, 2, 'completed', 0), 'late_report');
  given(task, ...running, a.errored())
    .when(reportCompleted, { term: 1, exitCode: 0 }, undefined, byAgent)
    .thenRecordedRefusal(late(1, 1, 'completed', 0), 'late_report');
});

test('the first late report per term and state is recorded, the same again is only refused', async () => {
  const known = [...running, a.errored(), late(1, 1, 'completed', 0)] as const;
  given(task, ...known)
    .when(reportCompleted, { term: 1, exitCode: 0 }, undefined, byAgent)
    .thenRefused('late_report');
  given(task, ...known)
    .when(reportFailed, { term: 1, exitCode: 2 }, undefined, byAgent)
    .thenRecordedRefusal(late(1, 1, 'failed', 2), 'late_report');
});

test('terms that were never issued are recorded once, whatever the number', async () => {
  given(task, ...running)
    .when(reportStopped, { term: 7 }, undefined, byAgent)
    .thenRecordedRefusal(late(7, 1, 'stopped'), 'late_report');
  given(task, ...running, late(7, 1, 'stopped'))
    .when(reportStopped, { term: 8 }, undefined, byAgent)
    .thenRefused('late_report');
});

test('a release from a claim that is over is late too', async () => {
  given(task, ...waiting, a.released(), a.claimed(2), a.started(2), a.completed(2))
    .when(releaseClaim, { term: 2, cause: 'agent_shutdown' }, undefined, byAgent)
    .thenRecordedRefusal(late(2, 2, 'pending'), 'late_report');
});

test('only the holder of the claim reports: another agent and the task itself are refused', async () => {
  for (const actor of [a.otherAgent, a.theTask])
    given(task, ...running)
      .when(reportCompleted, { term: 1, exitCode: 0 }, undefined, { actor })
      .thenRefused('forbidden');
});

test('an unknown task takes no report', async () => {
  given(task).when(reportStarted, { term: 1 }, undefined, byAgent).thenRefused('not_found');
});

test('the use of a token whose claim is over is refused, and recorded once per term', async () => {
  const use: TaskEvent = {
    type: 'LateReportRefused',
    data: { reportedTerm: 1, currentTerm: 1, agentId: null, report: { state: 'request', exitCode: null } },
  };
  given(task, ...running, a.errored())
    .when(recordLateUse, { term: 1 }, undefined, { actor: a.theTask })
    .thenRecordedRefusal(use, 'forbidden');
  given(task, ...running, a.errored(), use)
    .when(recordLateUse, { term: 1 }, undefined, { actor: a.theTask })
    .thenRefused('forbidden');
  given(task, ...running)
    .when(recordLateUse, { term: 1 }, undefined, { actor: a.theTask })
    .then();
});
