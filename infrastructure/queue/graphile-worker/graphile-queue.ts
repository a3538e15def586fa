import { Logger as GraphileLogger, makeWorkerUtils, run, type Runner, type WorkerUtils } from 'graphile-worker';
import pg from 'pg';
import type { Clock } from '../../../application/ports/clock.ts';
import type { JobQueue, QueueWorker } from '../../../application/ports/queue.ts';
import { WatchedClient } from '../../database/watched-client.ts';
import { succeedsSoon } from '../bounded.ts';

const task = 'open-job';
/** It is woken by notifications; what is due later is looked for this often. */
const pollMs = 2_000;
/** After a breakdown of the worker as a whole, which only a database that went away brings about. */
const againMs = 1_000;

export interface GraphileQueueDeps {
  readonly connection: pg.ClientConfig;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** The queue on PostgreSQL, in tables of its own (schema `graphile_worker`). It never tries again by itself. */
export class GraphileQueue implements JobQueue {
  readonly #deps: GraphileQueueDeps;
  readonly #pool: pg.Pool;
  readonly #logger: GraphileLogger;
  #utils: Promise<WorkerUtils> | null = null;

  constructor(deps: GraphileQueueDeps) {
    this.#deps = deps;
    const { types: _, pipeline: __, ...connection } = deps.connection;
    this.#pool = new pg.Pool({
      ...connection,
      application_name: 'colophon queue',
      max: 6,
      Client: WatchedClient,
      connectionTimeoutMillis: 10_000,
    });
    // A database that stops right after it may break off lines that are being closed: that is no trouble.
    this.#pool.on('error', (error) => void (this.#pool.ending || deps.onFailure(error)));
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
    this.#logger = new GraphileLogger(() => (level, message) => void (level === 'error' && deps.onFailure(new Error(message))));
  }

  add(id: string, due: Date): Promise<boolean> {
    return succeedsSoon(this.#deps.clock, async () => {
      const utils = await this.#ready();
      await utils.addJob(task, { id }, { jobKey: id, runAt: due, maxAttempts: 1 });
    });
  }

  async work(jobOf: (id: string) => Promise<Date | null>, width: number): Promise<QueueWorker> {
    const stopping = new AbortController();
    const first = Promise.withResolvers<void>();
    const working = this.#work(jobOf, width, stopping.signal, first.resolve);
    await first.promise;
    return {
      stop: async () => {
        stopping.abort();
        await working;
      },
    };
  }

  async close(): Promise<void> {
    await (await this.#utils?.catch(() => null))?.release();
    if (!this.#pool.ended) await this.#pool.end();
  }

  async #work(jobOf: (id: string) => Promise<Date | null>, width: number, signal: AbortSignal, tried: () => void): Promise<void> {
    while (!signal.aborted) {
      try {
        const runner = await this.#runner(jobOf, width);
        tried();
        await untilEnd(runner, signal);
      } catch (error) {
        this.#deps.onFailure(error);
        tried();
        await this.#deps.clock.wait(againMs, signal);
      }
    }
    tried();
  }

  async #runner(jobOf: (id: string) => Promise<Date | null>, width: number): Promise<Runner> {
    await this.#ready();
    return run({
      pgPool: this.#pool,
      concurrency: width,
      pollInterval: pollMs,
      noHandleSignals: true,
      logger: this.#logger,
      parsedCronItems: [],
      taskList: { [task]: (payload) => this.#run((payload as { readonly id: string }).id, jobOf) },
    });
  }

  async #run(id: string, jobOf: (id: string) => Promise<Date | null>): Promise<void> {
    const again = await jobOf(id).catch((error: unknown) => {
      this.#deps.onFailure(error);
      return null;
    });
    if (again !== null) await this.add(id, again);
  }

  /** Makes or updates its tables before the first use; tried again when that failed. */
  #ready(): Promise<WorkerUtils> {
    this.#utils ??= this.#open().catch((error: unknown) => {
      this.#utils = null;
      throw error;
    });
    return this.#utils;
  }

  async #open(): Promise<WorkerUtils> {
    const utils = await makeWorkerUtils({ pgPool: this.#pool, logger: this.#logger });
    await utils.migrate();
    return utils;
  }
}

/** Ends when the runner breaks down (rejects) or the signal aborts, then with what is under way finished. */
async function untilEnd(runner: Runner, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<void>();
  const abort = (): void => aborted.resolve();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  await Promise.race([aborted.promise, runner.promise]);
  signal.removeEventListener('abort', abort);
  if (signal.aborted) await runner.stop().catch(() => undefined);
  else throw new Error('The worker of the queue has ended.');
}
