import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { Service } from '../../application/ports/service.ts';
import type { OpenedDatabase } from './open-database.ts';

const everyMs = 500;

/** Looks whether the embedded database answers, and starts it again when it does not: a killed one is back within a second. */
export class DatabaseGuard implements Service {
  readonly name = 'database guard';
  readonly #pool: Pool;
  readonly #database: OpenedDatabase;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  #watching: Promise<void> = Promise.resolve();

  constructor(pool: Pool, database: OpenedDatabase, clock: Clock, log: Logger) {
    this.#pool = pool;
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
  }

  async start(): Promise<void> {
    this.#watching = this.#watch();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#clock.wait(everyMs, signal);
      if (signal.aborted || (await this.#answers())) continue;
      this.#log.warn({}, 'The database does not answer; it is started again.');
      await this.#database.reopen().catch((error: unknown) => this.#log.error({ err: error }, 'The database could not be started.'));
    }
  }

  async #answers(): Promise<boolean> {
    try {
      await this.#pool.query('select 1');
      return true;
    } catch {
      return this.#pool.ended;
    }
  }
}
