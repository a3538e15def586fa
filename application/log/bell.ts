import type { Clock } from '../ports/clock.ts';

/** A wake that waits for its sleeper: rung while nobody sleeps, it ends the next sleep at once. */
export class Bell {
  #rung = false;
  #nap = new AbortController();

  ring(): void {
    this.#rung = true;
    this.#nap.abort('rung');
  }

  /** Forgets rings so far: call it before looking for what they announce, never after. */
  silence(): void {
    this.#rung = false;
  }

  /** Sleeps for `ms`, or until rung. */
  async sleep(clock: Clock, ms: number): Promise<void> {
    if (this.#rung) return;
    this.#nap = new AbortController();
    await clock.wait(ms, this.#nap.signal);
  }
}
