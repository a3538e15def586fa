import { randomUUID } from 'node:crypto';
import type { ClientConfig, Pool } from 'pg';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { appendLimits } from '../../../application/log/limits.ts';
import { Wakes } from '../../../application/log/wakes.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { Appended, EventStore, Expected, LogPage, NewEvent, Position } from '../../../application/ports/event-store.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import { Announcer } from './announcer.ts';
import { GroupCommit } from './group-commit.ts';
import { Listener } from './listener.ts';
import { pendingAppend, type PendingAppend } from './pending-append.ts';
import { readAll, readHead, readStream } from './read.ts';
import { recall, standing } from './recall.ts';
import { write, type FirstPosition } from './write.ts';

/**
 * The log in PostgreSQL (tables: `logSchema`). Any number of programs may write to one database: they take turns by a lock, and each
 * writes what waits in it in one transaction.
 */
export class PostgresEventStore implements EventStore {
  readonly #pool: Pool;
  readonly #wakes = new Wakes();
  readonly #listener: Listener;
  readonly #announcer: Announcer;
  readonly #commits: GroupCommit<PendingAppend, FirstPosition>;

  /**
   * @param pool takes the statements; its owner ends it, after `close`
   * @param connection for the connection that listens, apart from the pool
   */
  constructor(pool: Pool, connection: ClientConfig, clock: Clock) {
    const self = randomUUID();
    this.#pool = pool;
    this.#listener = new Listener(connection, clock, self, () => this.#wakes.ring());
    this.#announcer = new Announcer(pool, clock, self);
    this.#commits = new GroupCommit({
      write: (batch) => this.#write(batch),
      concernsAll: (error) => error instanceof StoreUnavailable,
      cut,
    });
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    if (events.length === 0) return standing(this.#pool, stream, expected);
    const append = pendingAppend(stream, expected, events);
    for (;;) {
      const first = await this.#commits.add(append);
      if (first !== null) return appended(append, first);
      const before = await recall(
        this.#pool,
        stream,
        expected,
        events.map(({ id }) => id),
      );
      if (before) return before;
    }
  }

  readStream(stream: string, from = 0): Promise<readonly Recorded[]> {
    return readStream(this.#pool, stream, from);
  }

  readAll(after: Position, limit: number): Promise<LogPage> {
    return readAll(this.#pool, after, limit);
  }

  head(): Promise<Position> {
    return readHead(this.#pool);
  }

  onWake(listener: () => void): () => void {
    this.#listener.start();
    return this.#wakes.add(listener);
  }

  /** Resolves once nobody listens any more and what was appended is announced. */
  async close(): Promise<void> {
    await Promise.all([this.#listener.close(), this.#announcer.close()]);
  }

  async #write(batch: readonly PendingAppend[]): Promise<readonly FirstPosition[]> {
    const positions = await write(this.#pool, batch);
    if (positions.some((position) => position !== null)) {
      this.#wakes.ring();
      this.#announcer.announce();
    }
    return positions;
  }
}

/** As many as one statement carries well: their events and bytes stay within those of one append, or it is one. */
function cut(waiting: readonly PendingAppend[]): number {
  let events = 0;
  let bytes = 0;
  const over = waiting.findIndex((append) => {
    events += append.rows.length;
    bytes += append.bytes;
    return events > appendLimits.events || bytes > appendLimits.bytes;
  });
  return over < 0 ? waiting.length : Math.max(over, 1);
}

const appended = ({ expected, rows }: PendingAppend, first: bigint): Appended => {
  const positions = rows.map((_, index) => first + BigInt(index));
  return { revision: expected + rows.length, position: positions.at(-1) ?? first, positions };
};
