import type { Clock } from '../../../application/ports/clock.ts';
import type { JobQueue, QueueWorker } from '../../../application/ports/queue.ts';
import { succeedsSoon } from '../bounded.ts';
import { BullWorker } from './bull-worker.ts';
import { openQueue, type OpenQueue } from './open-queue.ts';

export interface BullQueueDeps {
  /** `redis://…` or `rediss://…`, with credentials and the number of a database. */
  readonly url: string;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** The queue on Redis. It never tries again by itself, and forgets what is over. */
export class BullQueue implements JobQueue {
  readonly #deps: BullQueueDeps;
  #adding: OpenQueue | null = null;

  constructor(deps: BullQueueDeps) {
    this.#deps = deps;
  }

  add(id: string, due: Date): Promise<boolean> {
    const { clock } = this.#deps;
    const delay = Math.max(0, due.getTime() - clock.now().getTime());
    const options = { jobId: id, delay, attempts: 1, removeOnComplete: true, removeOnFail: true };
    this.#adding ??= this.#open();
    const { queue } = this.#adding;
    return succeedsSoon(clock, () => queue.add({}, options));
  }

  async work(run: (id: string) => Promise<Date | null>, width: number): Promise<QueueWorker> {
    const { clock, onFailure } = this.#deps;
    return new BullWorker({ open: () => this.#open(), add: (id, due) => this.add(id, due), run, width, clock, onFailure });
  }

  async close(): Promise<void> {
    await this.#adding?.close(this.#deps.clock);
  }

  #open(): OpenQueue {
    return openQueue(this.#deps.url, this.#deps.onFailure);
  }
}
