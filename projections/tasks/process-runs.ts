import { taskStates, type TaskState } from '../../domain/task/states.ts';
import type { Rollup } from '../engine/projection.ts';
import type { TaskRow } from './row.ts';

/** Tasks of one run of a process by state: what a list of processes shows their state from, without a scan. */
export type ProcessRunRow = { readonly id: string; readonly processId: string; readonly run: number } & {
  readonly [State in TaskState]: number;
};

/** Key of a run's row. */
export const processRunId = (processId: string, run: number): string => `${processId}/${run}`;

const none = Object.fromEntries(taskStates.map((state) => [state, 0])) as Record<TaskState, number>;

export const processRuns: Rollup<TaskRow, ProcessRunRow> = {
  name: 'process_runs',
  table: {
    columns: {
      id: 'text',
      processId: 'uuid',
      run: 'int',
      unscheduled: 'int',
      pending: 'int',
      running: 'int',
      stopping: 'int',
      completed: 'int',
      failed: 'int',
      error: 'int',
      stopped: 'int',
    },
    key: 'id',
    indexes: ['(process_id, run)'],
  },
  keys(before, after) {
    const row = after ?? before;
    return row && before?.state !== after?.state ? [processRunId(row.processId, row.run)] : [];
  },
  fold(row, { before, after }, id) {
    const task = after ?? before;
    if (!task) return row;
    const counts: Record<TaskState, number> = { ...none, ...row };
    if (before) counts[before.state] -= 1;
    if (after) counts[after.state] += 1;
    return { ...counts, id, processId: task.processId, run: task.run };
  },
};
