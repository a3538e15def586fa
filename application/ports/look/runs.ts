import type { TaskState } from '../../../domain/task/states.ts';

/** A task as the read side knows it; `revision` of its stream says which events are in `state`. */
export interface TaskSnapshot {
  readonly id: string;
  readonly parents: readonly string[];
  readonly state: TaskState;
  readonly revision: number;
}

/** The last run of a process with its tasks. */
export interface RunSnapshot {
  readonly processId: string;
  readonly run: number;
  readonly taskCount: number;
  readonly generation: number;
  /** Null while it is at work. */
  readonly finishedAt: Date | null;
  readonly tasks: readonly TaskSnapshot[];
}

export interface RunsLook {
  /** Null when the process is unknown or was never started. */
  lastRun(processId: string): Promise<RunSnapshot | null>;
  processOfTask(taskId: string): Promise<string | null>;
}
