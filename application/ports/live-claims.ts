import type { Position } from './event-store.ts';

/** A task's claim as the owner of a task token sees it. */
export interface ClaimState {
  readonly live: boolean;
  /** When it ended; null while it is live. */
  readonly endedAt: Date | null;
  /** Position of the claim itself: what the task's parents wrote lies before it, so its reads wait for it. */
  readonly claimed: Position;
  readonly processId: string;
  /** Worker run that the task executes; null for built-in steps. A second attempt has the same one. */
  readonly workerRunId: string | null;
  /** Creator of the process, in whose name the task acts; null when the system made it. */
  readonly creatorId: number | null;
}

/** Whether a claim is live, answered from the task's own stream or from a read model that holds that term. */
export interface LiveClaims {
  /** Null when the task or that term of it never was. */
  find(taskId: string, term: number): Promise<ClaimState | null>;
  /** A token of a claim that is over was used: leaves one late report per term in the task's stream. */
  lateUse(taskId: string, term: number, operation: string): Promise<void>;
}
