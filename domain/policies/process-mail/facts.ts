import type { TaskState } from '../../task/states.ts';
import type { TaskCounts } from '../process-state.ts';

export interface TaskLine {
  readonly slug: string;
  readonly state: TaskState;
}

/** What a mail about the end of a process tells. */
export interface ProcessMailFacts {
  readonly instanceName: string;
  /** Where people reach the web pages, without a slash at the end. */
  readonly publicUrl: string;
  readonly recipientName: string;
  readonly processId: string;
  /** Null: shown by the beginning of its id. */
  readonly processName: string | null;
  readonly projectName: string | null;
  readonly state: string;
  readonly started: Date;
  readonly finished: Date;
  readonly durationMs: number;
  readonly counts: TaskCounts;
  /** Of the run, in depth order, then slug. */
  readonly tasks: readonly TaskLine[];
  /** Null when the run has no activities. */
  readonly elementsWithErrors: number | null;
}
