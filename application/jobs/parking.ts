import type { Origin } from '../pipeline/command.ts';
import type { Clock } from '../ports/clock.ts';
import type { CursorPage, CursorWanted } from '../ports/paging.ts';
import type { KeptDecision, ParkedFilter, ParkedJob, ParkedJobs } from '../ports/parked-jobs.ts';
import type { JobQueue } from '../ports/queue.ts';
import type { JobHandler } from './handler.ts';

export interface ParkingDeps {
  readonly parked: ParkedJobs;
  readonly queue: JobQueue;
  readonly handlers: readonly JobHandler[];
  readonly clock: Clock;
}

/**
 * What operators see and decide of parked jobs. A decision is told to the job's handler first, for the log, and takes effect then; one that
 * broke off between the two may be made again.
 */
export class Parking {
  readonly #deps: ParkingDeps;

  constructor(deps: ParkingDeps) {
    this.#deps = deps;
  }

  /** The kinds of jobs that can be parked. */
  get kinds(): readonly string[] {
    return this.#deps.handlers.map(({ reactor }) => reactor);
  }

  list(filter: ParkedFilter, wanted: CursorWanted): Promise<CursorPage<ParkedJob>> {
    return this.#deps.parked.list(filter, wanted);
  }

  find(id: string): Promise<ParkedJob | null> {
    return this.#deps.parked.find(id);
  }

  decisions(limit: number): Promise<readonly KeptDecision[]> {
    return this.#deps.parked.decisions(limit);
  }

  /** Tries a parked job anew, and what waits behind it after it. Gives their number; null when it is not parked. */
  async replay(id: string, by: Origin, why: string | null = null): Promise<number | null> {
    const { parked, queue, clock } = this.#deps;
    const job = await parked.find(id);
    if (!job) return null;
    await this.#handlerOf(job)?.replayed(job, by);
    const now = clock.now();
    if (!(await parked.replay(id, { by: by.actor, why }, now))) return null;
    await queue.add(id, now);
    return 1 + job.behind;
  }

  /** Gives a parked job up; what waits behind it goes on. False when it is not parked. */
  async discard(id: string, why: string, by: Origin): Promise<boolean> {
    const { parked, queue, clock } = this.#deps;
    const job = await parked.find(id);
    if (!job) return false;
    await this.#handlerOf(job)?.discarded(job, why, by);
    const next = await parked.discard(id, { by: by.actor, why });
    if (next) await queue.add(next, clock.now());
    return next !== undefined;
  }

  #handlerOf({ reactor }: ParkedJob): JobHandler | undefined {
    return this.#deps.handlers.find((handler) => handler.reactor === reactor);
  }
}
