import type { Pool } from 'pg';
import type { Clock } from '../../../application/ports/clock.ts';
import { giving } from './channel.ts';

/** Between two notices: under load, others are woken 100 times a second and not thousands of times. */
const pauseMs = 10;

/**
 * Tells other programs that the log has grown: after the commit, not in it. A transaction that notifies holds a lock of the whole
 * database until it is on disk, so appends and every queue that notifies would wait for each other's disk. A notice that gets lost
 * costs the others one slow poll.
 */
export class Announcer {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #self: string;
  readonly #closing = new AbortController();
  #due = false;
  #running: Promise<void> | undefined;

  constructor(pool: Pool, clock: Clock, self: string) {
    this.#pool = pool;
    this.#clock = clock;
    this.#self = self;
  }

  announce(): void {
    this.#due = true;
    this.#running ??= this.#run();
  }

  /** Resolves once everything is announced. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#due) {
      this.#due = false;
      await this.#pool.query(giving({ kind: 'news', from: this.#self })).catch(() => undefined);
      await this.#clock.wait(pauseMs, this.#closing.signal);
    }
    this.#running = undefined;
  }
}
