import type { JobQueue, QueueWorker } from '../../application/ports/queue.ts';

/** A queue that is loaded when it is first asked: its library takes longer to load than most commands take to run. */
export class LazyQueue implements JobQueue {
  readonly #load: () => Promise<JobQueue>;
  #loading: Promise<JobQueue> | null = null;

  constructor(load: () => Promise<JobQueue>) {
    this.#load = load;
  }

  async add(id: string, due: Date): Promise<boolean> {
    return (await this.#queue()).add(id, due);
  }

  async work(run: (id: string) => Promise<Date | null>, width: number): Promise<QueueWorker> {
    return (await this.#queue()).work(run, width);
  }

  async close(): Promise<void> {
    await (await this.#loading)?.close();
  }

  #queue(): Promise<JobQueue> {
    return (this.#loading ??= this.#load());
  }
}
