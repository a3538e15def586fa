import type Bull from 'bull';
import type { Clock } from '../../../application/ports/clock.ts';
import type { QueueWorker } from '../../../application/ports/queue.ts';
import type { OpenQueue } from './open-queue.ts';

export interface BullWorkerDeps {
  readonly open: () => OpenQueue;
  readonly add: (id: string, due: Date) => Promise<boolean>;
  readonly run: (id: string) => Promise<Date | null>;
  readonly width: number;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** Pause before it is tried again to begin, when Redis was not there. */
const againMs = 1_000;

/** Takes ids from Redis and runs them. One that began without Redis begins again until it is there; later on the driver sees to that. */
export class BullWorker implements QueueWorker {
  readonly #deps: BullWorkerDeps;
  readonly #stopping = new AbortController();
  readonly #atWork = new Set<Promise<unknown>>();
  readonly #working: Promise<void>;

  constructor(deps: BullWorkerDeps) {
    this.#deps = deps;
    this.#working = this.#work();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { open, width, clock, onFailure } = this.#deps;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const { queue, close } = open();
      // Only once a run is over may its id wait again.
      queue.on('completed', ({ id }: Bull.Job, again: number | null) => {
        if (again !== null) void this.#deps.add(String(id), new Date(again));
      });
      const ended = queue.process(width, ({ id }) => this.#run(String(id)) as Promise<never>).catch(onFailure);
      await Promise.race([ended, aborted(signal)]);
      // Nothing more is taken from here on; what is at work ends before its connections do.
      void queue.close().catch(onFailure);
      await Promise.all(this.#atWork);
      await close(clock);
      await clock.wait(againMs, signal);
    }
  }

  async #run(id: string): Promise<number | null> {
    const run = this.#deps.run(id);
    const settled = run.catch(() => undefined);
    this.#atWork.add(settled);
    try {
      return (await run)?.getTime() ?? null;
    } finally {
      this.#atWork.delete(settled);
    }
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
