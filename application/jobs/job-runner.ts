import type { Clock } from '../ports/clock.ts';
import type { ClaimedJob, OpenJobs } from '../ports/open-jobs.ts';
import type { JobQueue, QueueWorker } from '../ports/queue.ts';
import type { Service } from '../ports/service.ts';
import { afterFailure, shortPauseMs } from './attempts.ts';
import type { JobHandler } from './handler.ts';

export interface JobRunnerDeps {
  readonly jobs: OpenJobs;
  readonly queue: JobQueue;
  readonly handlers: readonly JobHandler[];
  readonly clock: Clock;
  /** Jobs at work at a time. */
  readonly width: number;
  readonly onFailure: (job: ClaimedJob | null, error: unknown) => void;
}

/** Whoever dies at work gives up the claim after this time at the latest. */
export const leaseMs = 30_000;
/** The queue is filled from the open jobs as often as this. */
export const sweepMs = 15_000;
const sweptAtOnce = 1000;

/**
 * Does open jobs whenever the queue wakes it for one. Several programs may do so at once: a claim makes one of them the only one.
 *
 *   wake(id) ─► claim ─ none, later ─► over, or woken again then
 *                 │ claimed (renewed while at work)
 *                 ▼
 *              handler ─ done ───────► the row is gone; the next of its key is woken
 *                 │ failed
 *                 ▼
 *              woken again after a pause; for good, or for the fifth time: parked
 */
export class JobRunner implements Service {
  readonly name = 'jobs';
  readonly #deps: JobRunnerDeps;
  readonly #handlers: ReadonlyMap<string, JobHandler>;
  #stopping = new AbortController();
  #worker: QueueWorker | null = null;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(deps: JobRunnerDeps) {
    this.#deps = deps;
    this.#handlers = new Map(deps.handlers.map((handler) => [handler.reactor, handler]));
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController();
    this.#worker = await this.#deps.queue.work((id) => this.#run(id), this.#deps.width);
    this.#sweeping = this.#sweep();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await this.#worker?.stop();
    this.#worker = null;
  }

  async #sweep(): Promise<void> {
    const { clock } = this.#deps;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#fill().catch((error: unknown) => this.#deps.onFailure(null, error));
      await clock.wait(sweepMs, signal);
    }
  }

  /** Stops at the first that the queue does not take: it is away, and the next sweep comes soon. */
  async #fill(): Promise<void> {
    const { jobs, queue, clock } = this.#deps;
    const now = clock.now();
    for (const id of await jobs.ready(now, sweptAtOnce)) if (!(await queue.add(id, now))) return;
  }

  async #run(id: string): Promise<Date | null> {
    const { jobs, clock, onFailure } = this.#deps;
    try {
      const claim = await jobs.claim(id, clock.now(), leaseMs);
      if (claim.kind === 'claimed') return await this.#work(claim.job);
      return claim.kind === 'later' ? claim.at : null;
    } catch (error) {
      onFailure(null, error);
      return this.#after(shortPauseMs);
    }
  }

  async #work(job: ClaimedJob): Promise<Date | null> {
    const { jobs, queue, clock } = this.#deps;
    const handler = this.#handlers.get(job.reactor);
    if (!handler) return this.#postpone(job, shortPauseMs, job.attempts);
    try {
      await this.#renewing(job, () => handler.run(job));
    } catch (error) {
      return this.#failed(job, error);
    }
    const next = await jobs.done(job);
    if (next !== null) await queue.add(next, clock.now());
    return null;
  }

  async #failed(job: ClaimedJob, error: unknown): Promise<Date | null> {
    const after = afterFailure(error, job.attempts);
    this.#deps.onFailure(job, error);
    if (after.kind === 'again') return this.#postpone(job, after.afterMs, after.attempts);
    await this.#deps.jobs.park(job, this.#deps.clock.now(), after.reason, after.attempts);
    return null;
  }

  async #postpone(job: ClaimedJob, afterMs: number, attempts: number): Promise<Date> {
    const due = this.#after(afterMs);
    await this.#deps.jobs.postpone(job, due, attempts);
    return due;
  }

  /** Holds the claim while the work goes on. A claim that cannot be renewed ends: what is said under it then changes nothing. */
  async #renewing(job: ClaimedJob, work: () => Promise<void>): Promise<void> {
    const ended = new AbortController();
    const renew = async (): Promise<void> => {
      for (;;) {
        await this.#deps.clock.wait(leaseMs / 3, ended.signal);
        if (ended.signal.aborted) return;
        await this.#deps.jobs.renew(job, leaseMs).catch((error: unknown) => this.#deps.onFailure(job, error));
      }
    };
    const renewal = renew();
    await work().finally(() => ended.abort('ended')); // without a reason an error with its stack is made
    await renewal;
  }

  #after(ms: number): Date {
    return new Date(this.#deps.clock.now().getTime() + ms);
  }
}
