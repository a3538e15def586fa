import type { Clock } from '../../../application/ports/clock.ts';

/** Keeps work to a rate, by waiting after each piece of it. */
export class Throttle {
  readonly #clock: Clock;
  #rate: number | null = null;
  #begun = 0;
  #done = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Events per second at most from now on; null: as fast as it goes. */
  set(rate: number | null): void {
    if (rate === this.#rate) return;
    this.#rate = rate;
    this.#begun = this.#clock.now().getTime();
    this.#done = 0;
  }

  /** Events that make up one second at most. */
  get perSecond(): number {
    return this.#rate ?? Infinity;
  }

  /** So many events were worked on: waits until that was not too fast. */
  async after(events: number, signal: AbortSignal): Promise<void> {
    if (this.#rate === null) return;
    this.#done += events;
    const due = this.#begun + (this.#done * 1000) / this.#rate;
    const early = due - this.#clock.now().getTime();
    if (early > 0) await this.#clock.wait(early, signal);
  }
}
