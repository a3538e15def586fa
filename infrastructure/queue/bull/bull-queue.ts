import Bull from 'bull';
import type { Clock } from '../../../application/ports/clock.ts';
import type { JobQueue, QueueWorker } from '../../../application/ports/queue.ts';
import { succeedsSoon } from '../bounded.ts';
import { BullWorker } from './bull-worker.ts';

export interface BullQueueDeps {
  /** `redis://…` or `rediss://…`, with credentials and the number of a database. */
  readonly url: string;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** What a worker had taken when it died comes to another one after this time at the latest. */
const settings: Bull.AdvancedSettings = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 1_000_000 };

/** The queue on Redis. It never tries again by itself, and forgets what is over. */
export class BullQueue implements JobQueue {
  readonly #deps: BullQueueDeps;
  #adding: Bull.Queue | null = null;

  constructor(deps: BullQueueDeps) {
    this.#deps = deps;
  }

  add(id: string, due: Date): Promise<boolean> {
    const { clock } = this.#deps;
    const delay = Math.max(0, due.getTime() - clock.now().getTime());
    const options = { jobId: id, delay, attempts: 1, removeOnComplete: true, removeOnFail: true };
    this.#adding ??= this.#open();
    const queue = this.#adding;
    return succeedsSoon(clock, () => queue.add({}, options));
  }

  async work(run: (id: string) => Promise<Date | null>, width: number): Promise<QueueWorker> {
    const { clock, onFailure } = this.#deps;
    return new BullWorker({ open: () => this.#open(), add: (id, due) => this.add(id, due), run, width, clock, onFailure });
  }

  async close(): Promise<void> {
    const queue = this.#adding;
    if (queue) await succeedsSoon(this.#deps.clock, () => queue.close());
  }

  /** Commands given while Redis is away fail soon, instead of waiting in memory. */
  #open(): Bull.Queue {
    const queue = new Bull('open-jobs', this.#deps.url, { prefix: 'colophon', redis: { maxRetriesPerRequest: 1 }, settings });
    queue.on('error', this.#deps.onFailure);
    return queue;
  }
}
