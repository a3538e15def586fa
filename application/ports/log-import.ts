import type { LogPage, Position } from './event-store.ts';

/** How far a log has been taken in: everything up to there is durable. */
export interface TakenIn {
  /** Of this log's events, since the taking in began. */
  readonly events: number;
  /** Position in the other log. */
  readonly position: Position;
}

/** Takes in the events of another log as they are, in their order: ids, revisions, times, old versions. */
export interface LogImport {
  /**
   * Writes events behind the end of the log, in this order, and tells every page that is durable; of what follows the last one told, some or
   * all may be there where it fails. Each event must be the next one of its stream. Nothing is under way any more when it ends or throws.
   * @param after position of the log's last event
   * @param pages of the other log; the next one may be asked for before the last one is durable
   * @throws GrownMeanwhile, StoreUnavailable, what the pages throw
   */
  take(after: Position, pages: AsyncIterable<LogPage>): AsyncIterable<TakenIn>;
}

/** Somebody else writes to the log that events are taken into, so their order cannot be kept. */
export class GrownMeanwhile extends Error {
  constructor() {
    super('Another program writes to the log that is copied to: stop it, and copy again.');
    this.name = 'GrownMeanwhile';
  }
}
