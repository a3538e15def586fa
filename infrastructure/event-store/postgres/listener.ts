import type pg from 'pg';
import type { Clock } from '../../../application/ports/clock.ts';
import { channel } from './channel.ts';
import { ownConnection } from './own-connection.ts';

const firstPauseMs = 50;
const longestPauseMs = 5_000;

/**
 * Hears, on a connection of its own, that other programs have appended.
 *
 *     connect ─► LISTEN ─► ring (what happened before was not heard) ─► ring at every notice ─► connection lost ─┐
 *        ▲                                                                                                       │
 *        └───────────────────────────── pause 50 ms, 100 ms, … 5 s ◄─────────────────────────────────────────────┘
 */
export class Listener {
  readonly #connection: pg.ClientConfig;
  readonly #clock: Clock;
  readonly #self: string;
  readonly #ring: () => void;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #hangUp: () => void = () => undefined;

  /** @param self payload of the program's own notices, which it need not hear */
  constructor(connection: pg.ClientConfig, clock: Clock, self: string, ring: () => void) {
    this.#connection = connection;
    this.#clock = clock;
    this.#self = self;
    this.#ring = ring;
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
    const lost = new Promise<void>((resolve) => {
      this.#hangUp = resolve;
      client.on('end', resolve).on('error', () => resolve());
    });
    client.on('notification', ({ payload }) => {
      if (payload !== this.#self) this.#ring();
    });
    let listening = false;
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      listening = true;
      this.#ring();
      await lost;
    } catch {
      // The next turn tries again.
    } finally {
      await client.end().catch(() => undefined);
    }
    return listening;
  }
}
