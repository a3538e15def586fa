import { meanOf } from '../../../domain/policies/duration-summary.ts';
import { estimate, historyMean, type Estimate, type EstimatedRow } from '../../../domain/policies/estimate.ts';
import { noTasks, rowTasks, type WorkingTask } from '../../../domain/policies/row-tasks.ts';
import type { NamedRun } from '../../../projections/activities/progress.ts';
import type { ActivityStatsRow } from '../../../projections/activities/stats-row.ts';
import type { ProcessRow } from '../../../projections/processes/row.ts';

/** What is known of a process when its statistics are shown. */
export interface KnownProcess {
  readonly process: ProcessRow;
  readonly runs: readonly NamedRun[];
  readonly stats: ReadonlyMap<string, ActivityStatsRow>;
  readonly pasts: ReadonlyMap<string, readonly { readonly count: number; readonly total: number }[]>;
  readonly tasks: readonly WorkingTask[];
}

/** Started, not finished, and its queue sealed: else there is nothing to foretell. */
export const isUnderWay = ({ started, finished, activityState }: ProcessRow): boolean =>
  started !== null && finished === null && activityState === 'ready';

const empty = { queued: 0, started: 0, starts: [], finished: 0, finishes: [], firstStart: null, mean: null };

function counted(stats: ActivityStatsRow): Omit<EstimatedRow, 'workerRunId' | 'parents' | 'historyMean' | 'tasks'> {
  const { queued, started, starts, finished, finishes, firstStart, durations } = stats;
  return { queued, started, starts, finished, finishes, firstStart: firstStart?.getTime() ?? null, mean: meanOf(durations) };
}

/** When the process and its worker runs will be done, as far as that can be told at this instant (milliseconds since 1970). */
export function foretold({ process, runs, stats, pasts, tasks }: KnownProcess, now: number): Estimate {
  const standing = rowTasks(tasks);
  const rows = runs.map(({ id, parents }): EstimatedRow => {
    const row = stats.get(id);
    const own = standing.get(id) ?? noTasks;
    const begun = own.begun || (row !== undefined && row.firstStart !== null);
    const past = historyMean(...(pasts.get(id) ?? []));
    return { ...(row ? counted(row) : empty), workerRunId: id, parents, historyMean: past, tasks: { ...own, begun } };
  });
  return estimate({ running: isUnderWay(process), rows }, now);
}
