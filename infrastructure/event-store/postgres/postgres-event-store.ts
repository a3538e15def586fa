import { randomUUID } from 'node:crypto';
import type { ClientConfig, Pool } from 'pg';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { appendLimits } from '../../../application/log/limits.ts';
import { Wakes } from '../../../application/log/wakes.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { Appended, Appender, EventStore, Expected, LogPage, NewEvent, Position } from '../../../application/ports/event-store.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import { Announcer } from './announcer.ts';
import { Audience } from './audience.ts';
import type { Notice } from './channel.ts';
import { GroupCommit } from './group-commit.ts';
import { Listener } from './listener.ts';
import { pendingAppend, type PendingAppend } from './pending-append.ts';
import { readAll, readHead, readStream } from './read.ts';
import { recall, standing } from './recall.ts';
import { write, type Written } from './write.ts';
import { WriterConnection } from './writer-connection.ts';

/**
 * The log in PostgreSQL (tables: `logSchema`). Any number of programs may write to one database: they take turns by a lock, and each
 * writes what waits in it in one transaction.
 */
export class PostgresEventStore implements EventStore {
  readonly #pool: Pool;
  readonly #writer: WriterConnection;
  readonly #wakes = new Wakes();
  readonly #audience: Audience;
  readonly #listener: Listener;
  readonly #announcer: Announcer;
  readonly #commits: GroupCommit<PendingAppend, Written>;

  /**
   * @param pool takes the reads; its owner ends it, after `close`
   * @param connection for two connections apart from the pool: one appends, one listens
   */
  constructor(pool: Pool, connection: ClientConfig, clock: Clock) {
    const self = randomUUID();
    this.#pool = pool;
    this.#writer = new WriterConnection(connection);
    this.#audience = new Audience(clock);
    this.#listener = new Listener(connection, clock, self, {
      onListening: () => {
        this.#audience.listening();
        this.#wakes.ring('others');
      },
      onDeaf: () => this.#audience.deaf(),
      onNotice: (notice) => this.#hear(notice),
    });
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
      const positions = await this.#commits.add(append);
      if (positions) return { revision: append.expected + events.length, position: positions.at(-1) ?? 0n, positions, written: true };
      const before = await recall(
        this.#pool,
        stream,
        expected,
        events.map(({ id }) => id),
      );
      if (before) return before;
    }
  }

  readStream(stream: string, from = 0, limit?: number): Promise<readonly Recorded[]> {
    return readStream(this.#pool, stream, from, limit);
  }

  readAll(after: Position, limit: number): Promise<LogPage> {
    return readAll(this.#pool, after, limit);
  }

  head(): Promise<Position> {
    return readHead(this.#pool);
  }

  onWake(listener: (by: Appender) => void): () => void {
    this.#listener.start();
    return this.#wakes.add(listener);
  }

  /** Resolves once nobody listens any more and what was appended is announced. No append may be under way. */
  async close(): Promise<void> {
    await Promise.all([this.#listener.close(), this.#announcer.close(), this.#writer.close()]);
  }

  async #write(batch: readonly PendingAppend[]): Promise<readonly Written[]> {
    const written = await write(this.#writer, batch);
    if (written.some((positions) => positions !== null)) {
      this.#wakes.ring('us');
      if (this.#audience.present) this.#announcer.announce();
    }
    return written;
  }

  #hear({ kind }: Notice): void {
    if (this.#audience.heard()) this.#announcer.announce();
    if (kind === 'news') this.#wakes.ring('others');
  }
}

/** As many as one statement carries well: their events and bytes stay within those of one append, or it is one. */
function cut(waiting: readonly { readonly item: PendingAppend }[]): number {
  let events = 0;
  let bytes = 0;
  const over = waiting.findIndex(({ item }) => {
    events += item.rows.length;
    bytes += item.bytes;
    return events > appendLimits.events || bytes > appendLimits.bytes;
  });
  return over < 0 ? waiting.length : Math.max(over, 1);
}
