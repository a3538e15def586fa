import type { AnyCommand, Outcome } from '../pipeline/command.ts';
import type { TaskCreated } from '../../domain/task/events.ts';

/** What a built-in step may do while it runs: it is repeatable, so it may be begun again at any point. */
export interface StepRun {
  readonly task: TaskCreated;
  readonly term: number;
  /** Aborts when the task is to stop, or the program ends. */
  readonly signal: AbortSignal;
  /** A line of the task's log. */
  log(line: string): void;
  /** Sends a command under an id derived from the task, its term and this name: unique for each command of the step. */
  send(command: AnyCommand, name: string): Promise<Outcome>;
  /** Stores a file as an artifact of the task. */
  artifact(path: string, content: string | Uint8Array, contentType: string): Promise<void>;
}

/** A kind of task that the server executes itself. A rejection ends the task in error, its message in the log. */
export interface Step {
  readonly name: string;
  run(run: StepRun): Promise<void>;
}
