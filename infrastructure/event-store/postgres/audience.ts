import type { Clock } from '../../../application/ports/clock.ts';

/** Between two times that a listener says hello. */
export const helloEveryMs = 5_000;
/** Whoever was not heard for so long is gone. */
const goneAfterMs = 3 * helloEveryMs;

/**
 * Whether others may be listening, so that it is worth telling them. A program that listens itself hears of every other one within
 * `helloEveryMs`; one that does not cannot know, and takes it that they are there.
 */
export class Audience {
  readonly #clock: Clock;
  /** Undefined: we do not listen. */
  #presentUntil: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get present(): boolean {
    return this.#presentUntil === undefined || this.#now() < this.#presentUntil;
  }

  /** We listen from now on: who is there will say so. */
  listening(): void {
    this.#presentUntil = this.#now() + goneAfterMs;
  }

  deaf(): void {
    this.#presentUntil = undefined;
  }

  /** Another one was heard. Returns whether that was unexpected: it may have missed what was told to nobody. */
  heard(): boolean {
    const unexpected = !this.present;
    if (this.#presentUntil !== undefined) this.#presentUntil = this.#now() + goneAfterMs;
    return unexpected;
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
