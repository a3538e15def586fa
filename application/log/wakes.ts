/** Those who want to hear that the log has grown; they must not throw. */
export class Wakes {
  readonly #listeners = new Set<() => void>();

  get none(): boolean {
    return this.#listeners.size === 0;
  }

  /** Returns the way to stop; a function given twice is called twice. */
  add(listener: () => void): () => void {
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  ring(): void {
    for (const listener of this.#listeners) listener();
  }
}
