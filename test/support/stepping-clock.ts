import type { Clock } from '../../application/ports/clock.ts';

/** A clock that stands still but for waits, which are over at once and move it by their length. */
export class SteppingClock implements Clock {
  #now: Date;
  /** Every wait asked for, in milliseconds. */
  readonly waits: number[] = [];

  constructor(start = '2026-01-01T12:00:00Z') {
    this.#now = new Date(start);
  }

  now(): Date {
    return this.#now;
  }

  async wait(ms: number): Promise<void> {
    this.waits.push(ms);
    this.advance(ms);
  }

  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}
