import type { Appender } from '../ports/event-store.ts';

/** Those who want to hear that the log has grown; they must not throw. */
export class Wakes {
  readonly #listeners = new Set<(by: Appender) => void>();

  get none(): boolean {
    return this.#listeners.size === 0;
  }

  /** Returns the way to stop; a function given twice is called twice. */
  add(listener: (by: Appender) => void): () => void {
    const own = (by: Appender): void => listener(by);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  ring(by: Appender): void {
    for (const listener of this.#listeners) listener(by);
  }
}
