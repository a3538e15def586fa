import type { Clock } from '../../application/ports/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved: who waits sleeps until then, or until its signal aborts. */
export class ManualClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();
  readonly #watchers = new Set<() => void>();

  constructor(start = '2026-01-01T12:00:00Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { at: this.#now + ms, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake);
      for (const watcher of this.#watchers) watcher();
    });
  }

  /** How many wait, and for how long from now on, the shortest first. */
  get waits(): readonly number[] {
    return [...this.#sleepers].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const { at, wake } of [...this.#sleepers]) if (at <= this.#now) wake();
  }

  /** Resolves once somebody waits for this long. */
  async asleep(ms: number): Promise<void> {
    if (this.waits.includes(ms)) return;
    await new Promise<void>((resolve) => {
      const watcher = (): void => {
        if (!this.waits.includes(ms)) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
    });
  }
}
