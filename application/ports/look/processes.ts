import type { TaskState } from '../../../domain/task/states.ts';

export interface ProcessesLook {
  /** Number of a process's last run (0: never started); null when there is no such process. */
  lastRun(processId: string): Promise<number | null>;
  /** States of the tasks that exist, by id. */
  taskStates(ids: readonly string[]): Promise<ReadonlyMap<string, TaskState>>;
}
