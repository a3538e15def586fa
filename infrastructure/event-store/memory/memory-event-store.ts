import type { Recorded } from '../../../domain/kernel/event.ts';
import { answerNothing, answerStale, expectedAt, revisionOf } from '../../../application/log/repetition.ts';
import type { Appended, Appender, EventStore, Expected, LogPage, NewEvent, Position } from '../../../application/ports/event-store.ts';
import { MemoryLog } from './memory-log.ts';

/** The log in memory, for tests: every promise of the port but durability. Stores on one `MemoryLog` are like programs on one database. */
export class MemoryEventStore implements EventStore {
  readonly #log: MemoryLog;

  constructor(log = new MemoryLog()) {
    this.#log = log;
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    const held = this.#log.stream(stream);
    if (events.length === 0) return answerNothing(stream, expected, held.at(-1));
    const fresh = this.#log.prepare(stream, events);
    const actual = expectedAt(held.length - 1);
    if (actual !== expected) {
      const ids = events.map(({ id }) => id);
      return answerStale(stream, expected, ids, held.slice(revisionOf(expected) + 1), actual);
    }
    return this.#log.write(fresh);
  }

  async readStream(stream: string, from = 0, limit = Infinity): Promise<readonly Recorded[]> {
    return this.#log
      .stream(stream)
      .slice(from, from + limit)
      .map(({ event }) => event());
  }

  async readAll(after: Position, limit: number): Promise<LogPage> {
    const events = this.#log.after(after, limit).map(({ event }) => event());
    return { events, position: events.at(-1)?.position ?? after, caughtUp: events.length < limit };
  }

  async head(): Promise<Position> {
    return this.#log.head;
  }

  onWake(listener: (by: Appender) => void): () => void {
    return this.#log.wakes.add(listener);
  }
}
