import { test } from 'tap';
import { noDurations, withDuration } from '../../../../domain/policies/duration-summary.ts';
import type { WorkingTask } from '../../../../domain/policies/row-tasks.ts';
import type { KnownProcess } from '../../../../interfaces/rest/activity/foretold.ts';
import { statisticsShown } from '../../../../interfaces/rest/activity/statistics.ts';
import type { Showing } from '../../../../interfaces/rest/edge/shown.ts';
import type { NamedRun } from '../../../../projections/activities/progress.ts';
import { noStats } from '../../../../projections/activities/stats-row.ts';
import { processes } from '../../../../projections/processes/fold.ts';
import { inStream, rowsAfter } from '../../../support/folding.ts';
import * as a from '../../../support/processes.ts';
import { SteppingClock } from '../../../support/stepping-clock.ts';

const instant = (text: string) => new Date(`2026-03-02T${text}Z`);
const [first, second] = [a.reader.workerRunId, a.corrector.workerRunId];
const named = (run: typeof a.reader): NamedRun => ({
  ...{ id: run.workerRunId, summary: run.summary, parents: run.parents },
  ...{ workerVersionId: run.workerVersionId, modelVersionId: null, configurationId: null, configurationName: null },
  ...{ workerId: a.readerWorker, workerName: 'Reader', workerSlug: 'reader', workerType: 'recognizer' },
});
const statsOf = (workerRunId: string) => noStats({ processId: a.processId, workerRunId, run: 1 });
const tasksOf = (workerRunId: string, state: WorkingTask['state']): readonly WorkingTask[] =>
  [1, 2].map((chunk) => ({ id: `${workerRunId} ${chunk}`, state, parents: [], workerRunId, begun: state === 'running' }));
const sealed = { processId: a.processId, run: 1, parts: 1, elements: 20 };

/** 20 elements, two chunks, the second run after the first; 12 elements of the first are finished. */
function known(): KnownProcess {
  const past = [
    ...inStream(`process-${a.processId}`)(a.created(), a.added(), a.added(a.corrector), a.started({ chunks: 2 })),
    ...inStream(`activityqueue-${a.processId}-1`)({ type: 'ActivityQueueSealed', data: sealed }),
  ];
  const process = rowsAfter(processes, ...past).get(a.processId);
  if (!process) throw new Error('There is no process.');
  const durations = [30, 32, 34, 36, 38, 40, 42, 44, 46, 48].map((s) => s * 1000).reduce(withDuration, noDurations);
  const counts = { queued: 6, started: 2, processed: 10, error: 2, finished: 12 };
  return {
    process,
    runs: [named(a.reader), named(a.corrector)],
    stats: new Map([
      [first, { ...statsOf(first), ...counts, firstStart: instant('10:00:00'), durations }],
      [second, { ...statsOf(second), queued: 20 }],
    ]),
    pasts: new Map([[second, [{ count: 200, total: 200 * 12_000 }]]]),
    tasks: [...tasksOf(first, 'running'), ...tasksOf(second, 'unscheduled')],
  };
}

const shown = async (what: KnownProcess) => {
  const [answer] = await statisticsShown.present([what], { clock: new SteppingClock('2026-03-02T10:04:00Z') } as unknown as Showing);
  if (!answer) throw new Error('Nothing is shown.');
  return answer;
};

test('the worked example, as clients see it', async (t) => {
  const { rows, ...process } = await shown(known());
  t.same(process, {
    estimated_completion: '2026-03-02T10:08:40.000Z',
    estimated_seconds: 280,
    estimated_text: '4 minutes, 40 seconds',
    unknown_row: null,
  });
  t.match(rows, [
    {
      ...{ queued: 6, started: 2, processed: 10, error: 2, total: 20, remaining: 8 },
      ...{ duration_min: 30, duration_max: 48, duration_mean: 39, duration_total: 390, duration_total_text: '6 minutes, 30 seconds' },
      ...{ estimated_completion: '2026-03-02T10:06:40.000Z', estimated_seconds: 160, estimated_text: '2 minutes, 40 seconds' },
      estimate_basis: 'throughput',
    },
    {
      ...{ queued: 20, total: 20, remaining: 20, duration_min: null, duration_mean: null, duration_total: null, duration_total_text: null },
      ...{ estimated_completion: '2026-03-02T10:08:40.000Z', estimated_text: '4 minutes, 40 seconds', estimate_basis: 'history' },
    },
  ]);
  const { duration_median: median = 0, duration_p95: p95 = 0 } = rows[0] ?? {};
  t.ok(Math.abs((median ?? 0) - 38) <= 0.38 && Math.abs((p95 ?? 0) - 48) <= 0.48, `${median} and ${p95}`);
});

test('a process that is finished shows its counts and durations, and foretells nothing', async (t) => {
  const before = known();
  const { rows, ...process } = await shown({ ...before, process: { ...before.process, finished: instant('10:04:00') }, tasks: [] });
  t.match(process, { estimated_completion: null, estimated_seconds: null, estimated_text: null, unknown_row: null });
  t.match(rows[0], { processed: 10, duration_mean: 39, estimated_completion: null, estimate_basis: null });
});
