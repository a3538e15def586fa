import { test } from 'tap';
import { adoptLateReport, type LateReportFacts } from '../../../domain/task/adopt-late-report.ts';
import { task } from '../../../domain/task/index.ts';
import type { ErrorCause, TaskEvent } from '../../../domain/task/events.ts';
import { at, given } from '../../support/given.ts';
import * as a from '../../support/tasks.ts';

const eventId = 'e0000000-0000-4000-8000-000000000001';
const tooLate = (reportedTerm: number | null, state: string, exitCode: number | null): TaskEvent => ({
  type: 'LateReportRefused',
  data: { reportedTerm, currentTerm: 1, agentId: a.agentId, report: { state, exitCode } },
});
const noted = (reportedTerm: number | null, state: string, exitCode: number | null = null): LateReportFacts => ({
  report: { reportedTerm, state, exitCode, time: new Date('2026-01-01T12:10:00Z') },
});
const ended = (type: 'TaskCompleted' | 'TaskFailed', exitCode: number): TaskEvent => ({
  type,
  data: { term: 1, exitCode, durationMs: 300_000 },
});
const erroredBy = (cause: ErrorCause): TaskEvent => ({ type: 'TaskErrored', data: { term: 1, cause, detail: '' } });
const adopted: TaskEvent = { type: 'LateReportAdopted', data: { reportedTerm: 1, eventId } };
const running = [a.created(), a.queued(), a.claimed(), at('2026-01-01T12:05:00Z', a.started())];
const lost = [...running, a.errored()];

test('a late report of the newest term is adopted when losing the agent is all that went wrong', async () => {
  given(task, ...lost, tooLate(1, 'completed', 0))
    .when(adoptLateReport, { eventId }, noted(1, 'completed', 0))
    .then(adopted, ended('TaskCompleted', 0));
  given(task, ...lost, tooLate(1, 'failed', 3))
    .when(adoptLateReport, { eventId }, noted(1, 'failed', 3))
    .then(adopted, ended('TaskFailed', 3));
});

test('an adopted report ends the task as it says', async (t) => {
  const { state } = given(task, ...lost, tooLate(1, 'completed', 0), adopted, ended('TaskCompleted', 0));
  t.match(state, { state: 'completed', errorCause: null });
});

test('a late report is not adopted', async (t) => {
  const refusedWhen = (past: readonly (TaskEvent | ReturnType<typeof at<TaskEvent>>)[], facts: LateReportFacts) =>
    given(task, ...past)
      .when(adoptLateReport, { eventId }, facts)
      .thenRefused('state_forbidden');

  await t.test('of an older term', async () => {
    refusedWhen(
      [...lost, a.restarted(), a.claimed(2, 2), a.started(2), a.errored(2), tooLate(1, 'completed', 0)],
      noted(1, 'completed', 0),
    );
  });
  await t.test('of a term that was never issued, or of none', async () => {
    refusedWhen([...lost, tooLate(7, 'completed', 0)], noted(7, 'completed', 0));
    refusedWhen([...lost, tooLate(null, 'completed', 0)], noted(null, 'completed', 0));
  });
  await t.test('of a task that is in error for another reason', async () => {
    for (const cause of ['container_lost', 'image_unavailable', 'agent_error', 'ttl_exceeded', 'step_error'] as const)
      refusedWhen([...running, erroredBy(cause), tooLate(1, 'completed', 0)], noted(1, 'completed', 0));
  });
  await t.test('of a task in another state: restarted since, or adopted already', async () => {
    refusedWhen([...lost, tooLate(1, 'completed', 0), a.restarted()], noted(1, 'completed', 0));
    refusedWhen([...lost, tooLate(1, 'completed', 0), adopted, ended('TaskCompleted', 0)], noted(1, 'completed', 0));
    refusedWhen([...running, a.failed(), tooLate(1, 'completed', 0)], noted(1, 'completed', 0));
  });
  await t.test('that tells of no end', async () => {
    for (const said of ['running', 'error', 'stopped', 'pending', 'request'])
      refusedWhen([...lost, tooLate(1, said, null)], noted(1, said));
  });
  await t.test('that the task knows nothing of', async () => {
    refusedWhen(lost, noted(1, 'completed', 0));
    given(task, ...lost)
      .when(adoptLateReport, { eventId }, { report: null })
      .thenRefused('not_found');
    given(task)
      .when(adoptLateReport, { eventId }, noted(1, 'completed', 0))
      .thenRefused('not_found');
  });
});
