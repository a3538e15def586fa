import type pg from 'pg';
import type { Clock } from '../../../application/ports/clock.ts';
import { helloEveryMs } from './audience.ts';
import { channel, giving, parseNotice, type Notice } from './channel.ts';
import { ownConnection } from './own-connection.ts';

const firstPauseMs = 50;
const longestPauseMs = 5_000;

export interface Hearing {
  /** Notices are heard from now on; what happened before was not. */
  readonly onListening: () => void;
  readonly onDeaf: () => void;
  /** A notice of another instance. */
  readonly onNotice: (notice: Notice) => void;
}

/**
 * Hears, on a connection of its own, what other programs say of the log, and says hello to them.
 *
 *     connect ─► LISTEN ─► onListening ─► hello, and again every few seconds ─► connection lost ─► onDeaf ─┐
 *        ▲                                                                                                 │
 *        └──────────────────────────── pause 50 ms, 100 ms, … 5 s ◄────────────────────────────────────────┘
 */
export class Listener {
  readonly #connection: pg.ClientConfig;
  readonly #clock: Clock;
  readonly #self: string;
  readonly #hearing: Hearing;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #hangUp: () => void = () => undefined;

  constructor(connection: pg.ClientConfig, clock: Clock, self: string, hearing: Hearing) {
    this.#connection = connection;
    this.#clock = clock;
    this.#self = self;
    this.#hearing = hearing;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#hangUp();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (let pause = firstPauseMs; !signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
      if (await this.#listen()) pause = firstPauseMs;
      await this.#clock.wait(pause, signal);
    }
  }

  /** Until the connection is lost or the listener closed. Returns whether it came to listen at all. */
  async #listen(): Promise<boolean> {
    const client = ownConnection(this.#connection);
    const lost = new AbortController();
    this.#hangUp = () => lost.abort();
    client.on('end', this.#hangUp).on('error', this.#hangUp);
    client.on('notification', ({ payload = '' }) => {
      const notice = parseNotice(payload);
      if (notice.from !== this.#self) this.#hearing.onNotice(notice);
    });
    let listening = false;
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      listening = true;
      this.#hearing.onListening();
      while (!lost.signal.aborted && !this.#closing.signal.aborted) {
        await client.query(giving({ kind: 'hello', from: this.#self }));
        await this.#clock.wait(helloEveryMs, lost.signal);
      }
    } catch {
      // The next turn tries again.
    } finally {
      this.#hearing.onDeaf();
      await client.end().catch(() => undefined);
    }
    return listening;
  }
}
