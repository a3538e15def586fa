import type { Recorded } from '../../domain/kernel/event.ts';
import type { Position } from './event-store.ts';

/** Takes in the events of another log as they are, in their order: ids, revisions, times, old versions. */
export interface LogImport {
  /**
   * Writes events behind the end of the log, in this order, durable once resolved; of those before a failure some or all may be there.
   * Each must be the next one of its stream.
   * @param after position of the log's last event
   * @returns position of the last one written
   * @throws GrownMeanwhile, StoreUnavailable
   */
  write(after: Position, events: readonly Recorded[]): Promise<Position>;
}

/** Somebody else writes to the log that events are taken into, so their order cannot be kept. */
export class GrownMeanwhile extends Error {
  constructor() {
    super('Another program writes to the log that is copied to: stop it, and copy again.');
    this.name = 'GrownMeanwhile';
  }
}
