import { isFinal } from '../task/states.ts';
import type { RowTasks } from './estimate.ts';
import { blockedTasks, type TaskInRun } from './process-state.ts';

/** A task as far as it tells how its worker run gets on. */
export interface WorkingTask extends TaskInRun {
  /** Null: a built-in step. */
  readonly workerRunId: string | null;
  /** It runs, or has run in this attempt or an earlier one. */
  readonly begun: boolean;
}

export const noTasks: RowTasks = { running: 0, notFinal: 0, begun: false, over: false };

/** How the tasks of a run stand, by worker run. `tasks`: all of the run, for a step may block the others. */
export function rowTasks(tasks: readonly WorkingTask[]): ReadonlyMap<string, RowTasks> {
  const blocked = blockedTasks(tasks);
  const rows = new Map<string, RowTasks>();
  for (const { id, state, workerRunId, begun } of tasks) {
    if (workerRunId === null) continue;
    const { running, notFinal, ...row } = rows.get(workerRunId) ?? { ...noTasks, over: true };
    rows.set(workerRunId, {
      running: running + (state === 'running' ? 1 : 0),
      notFinal: notFinal + (isFinal(state) ? 0 : 1),
      begun: row.begun || begun,
      over: row.over && (isFinal(state) || blocked.has(id)),
    });
  }
  return rows;
}
