import fc from 'fast-check';
import { test } from 'tap';
import type { ActivityEvent } from '../../../domain/activity/events.ts';
import { reportActivity, type ReportActivityFacts, type ReportInput } from '../../../domain/activity/report.ts';
import { activity } from '../../../domain/activity/state.ts';
import { asking, at, given } from '../../support/given.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const claim = (taskId: number, term = 1) => ({ taskId: id(taskId), term, userId: null });
const mine = claim(1);
const other = claim(2);
const names = { elementId: id(10), processId: id(11), workerRunId: id(12) };
const input = (state: ReportInput['state'], by = mine): ReportInput => ({
  ...names,
  state,
  corpusId: id(13),
  workerVersionId: id(14),
  modelVersionId: null,
  configurationId: null,
  claim: by,
});
const ready: ReportActivityFacts = { queueSealed: true, queued: true, lastClaimLive: true };
const over = { ...ready, lastClaimLive: false };

const started = (by = mine, takenOver = false): ActivityEvent => {
  const { state: _state, ...rest } = input('started', by);
  return { type: 'ActivityStarted', data: { ...rest, takenOver } };
};
const ended = (type: 'ActivityProcessed' | 'ActivityFailed', durationMs: number | null, by = mine): ActivityEvent => ({
  type,
  data: { ...names, claim: by, durationMs },
});

test('a queued element is started, then processed; its duration runs from its start', async () => {
  given(activity).when(reportActivity, input('started'), ready).then(started());
  given(activity, at('2026-01-01T11:59:58Z', started()))
    .when(reportActivity, input('processed'), ready)
    .then(ended('ActivityProcessed', 2000));
});

test('an error is heard also when the start never got through', async () => {
  given(activity).when(reportActivity, input('error'), ready).then(ended('ActivityFailed', null));
  given(activity, started()).when(reportActivity, input('error'), ready).then(ended('ActivityFailed', 0));
});

test('a queued element cannot be processed without a start', async () => {
  given(activity).when(reportActivity, input('processed'), ready).thenRefused('activity_conflict');
});

test('the same claim may repeat itself: nothing new', async () => {
  given(activity, started()).when(reportActivity, input('started'), ready).then();
  given(activity, started(), ended('ActivityProcessed', 1)).when(reportActivity, input('processed'), ready).then();
  given(activity, started(), ended('ActivityFailed', 1)).when(reportActivity, input('error'), ready).then();
});

test('an element of another live claim is a conflict, of a dead one it is taken over', async () => {
  for (const state of ['started', 'processed', 'error'] as const)
    given(activity, started(other)).when(reportActivity, input(state), ready).thenRefused('activity_conflict');
  given(activity, started(other)).when(reportActivity, input('started'), over).then(started(mine, true));
  for (const state of ['processed', 'error'] as const)
    given(activity, started(other)).when(reportActivity, input(state), over).thenRefused('activity_conflict');
});

test('what has failed may be tried again, by anybody', async () => {
  const failed = [started(other), ended('ActivityFailed', 1, other)];
  given(activity, ...failed)
    .when(reportActivity, input('started'), ready)
    .then(started());
  given(activity, ...failed)
    .when(reportActivity, input('error'), ready)
    .thenRefused('activity_conflict');
});

test('what is processed stays so: a second worker skips it', async () => {
  const done = [started(other), ended('ActivityProcessed', 1, other)];
  for (const state of ['started', 'processed', 'error'] as const)
    given(activity, ...done)
      .when(reportActivity, input(state), over)
      .thenRefused('activity_conflict');
  given(activity, started(), ended('ActivityProcessed', 1)).when(reportActivity, input('started'), ready).thenRefused('activity_conflict');
});

test('nothing is heard before the queue is sealed, or of an element that is not in it', async () => {
  given(activity)
    .when(reportActivity, input('started'), { ...ready, queueSealed: false })
    .thenRefused('activities_not_ready');
  given(activity)
    .when(reportActivity, input('started'), { ...ready, queued: false })
    .thenRefused('activity_conflict');
});

test('whatever is reported in whatever order, an element is processed at most once and only by the claim that started it', async () => {
  const report = fc.record({
    state: fc.constantFrom('started', 'processed', 'error'),
    by: fc.constantFrom(claim(1), claim(1, 2), claim(2)),
    dead: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(report, { maxLength: 20 }), (reports) => {
      let state = activity.initial;
      let processed = 0;
      for (const { state: reported, by, dead } of reports) {
        const before = state;
        const verdict = reportActivity.decide(state, input(reported, by), { ...ready, lastClaimLive: !dead }, asking());
        for (const event of verdict.events) state = activity.evolve(state, event as ActivityEvent, new Date(0));
        if (verdict.events[0]?.type === 'ActivityProcessed') {
          processed += 1;
          if (before.state !== 'started' || before.claim?.taskId !== by.taskId || before.claim.term !== by.term) return false;
        }
      }
      return processed <= 1;
    }),
  );
});
