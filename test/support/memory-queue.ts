import type { Clock } from '../../application/ports/clock.ts';
import type { JobQueue, QueueWorker } from '../../application/ports/queue.ts';

interface Worker {
  readonly run: (id: string) => Promise<Date | null>;
  readonly width: number;
  readonly atWork: Set<Promise<void>>;
}

/** A queue of programs that share a memory. */
export class MemoryQueue implements JobQueue {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Date>();
  readonly #workers = new Set<Worker>();
  readonly #closing = new AbortController();
  /** It takes nothing: away. */
  away = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async add(id: string, due: Date): Promise<boolean> {
    if (this.away) return false;
    const known = this.#waiting.get(id);
    this.#waiting.set(id, known && known < due ? known : due);
    void this.#giveWhenDue(due);
    return true;
  }

  async work(run: (id: string) => Promise<Date | null>, width: number): Promise<QueueWorker> {
    const worker: Worker = { run, width, atWork: new Set() };
    this.#workers.add(worker);
    this.#give();
    return {
      stop: async () => {
        this.#workers.delete(worker);
        await Promise.all(worker.atWork);
      },
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  /** Everything that waits is lost. */
  flush(): void {
    this.#waiting.clear();
  }

  get waiting(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  /** A timer may end a little before the clock says so. */
  async #giveWhenDue(due: Date): Promise<void> {
    let ms = due.getTime() - this.#clock.now().getTime();
    while (ms > 0 && !this.#closing.signal.aborted) {
      await this.#clock.wait(ms, this.#closing.signal);
      ms = due.getTime() - this.#clock.now().getTime();
    }
    this.#give();
  }

  #give(): void {
    const now = this.#clock.now();
    for (const [id, due] of this.#waiting) {
      const worker = [...this.#workers].find(({ atWork, width }) => atWork.size < width);
      if (!worker) return;
      if (due > now) continue;
      this.#waiting.delete(id);
      const work = this.#run(worker, id).finally(() => {
        worker.atWork.delete(work);
        this.#give();
      });
      worker.atWork.add(work);
    }
  }

  async #run({ run }: Worker, id: string): Promise<void> {
    const again = await run(id).catch(() => null);
    if (again !== null) await this.add(id, again);
  }
}
