import type { Position } from './event-store.ts';

/** How far the read models are: what lets a reader see its own writes, and a decision look a second time. */
export interface ReadSide {
  /** Every read model shows at least what lies up to here. */
  applied(): Position;
  /**
   * Resolves with true once all read models, or those named, show what lies up to this position; with false when `timeoutMs` pass first.
   * A read model that is stopped or being rebuilt for a new version is behind.
   */
  waitFor(position: Position, timeoutMs: number, names?: readonly string[]): Promise<boolean>;
  /** Resolves once all of them show what the log holds as of now. @throws ReadSideBehind after 2 s, StoreUnavailable */
  caughtUp(): Promise<void>;
}

/** The read models did not get there in time: the answer would be an old one, so there is none (503). */
export class ReadSideBehind extends Error {
  readonly wanted: Position;
  readonly applied: Position;
  constructor(wanted: Position, applied: Position) {
    super(`The read models are at position ${applied}, not yet at ${wanted}.`);
    this.name = 'ReadSideBehind';
    this.wanted = wanted;
    this.applied = applied;
  }
}
