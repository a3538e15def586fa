import type { Position } from './event-store.ts';
import type { NewJob } from './open-jobs.ts';

/** How far each reactor has read the log. */
export interface Checkpoints {
  /** Null when it never ran. */
  load(name: string): Promise<Position | null>;
  /**
   * Moves it forwards and opens these jobs, both or neither. A smaller position than the one kept moves nothing; a job that is open
   * already stays as it is.
   */
  save(name: string, position: Position, jobs?: readonly NewJob[]): Promise<void>;
  /** The position from which on a reactor reacts: what `first` gives when it runs for the first time ever, the same ever after. */
  effectiveFrom(name: string, first: () => Promise<Position>): Promise<Position>;
}
