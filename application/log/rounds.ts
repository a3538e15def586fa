import type { Clock } from '../ports/clock.ts';
import { Bell } from './bell.ts';

export interface RoundsDeps {
  readonly clock: Clock;
  /** Between two rounds, unless the bell is rung. */
  readonly everyMs: number;
  /** Of rounds that fail in a row each is slept after twice as long as after the one before, up to this; default: `everyMs`. */
  readonly longestMs?: number;
  /** The signal aborts when rounds are to end: what is under way may end early then. */
  readonly round: (signal: AbortSignal) => Promise<void>;
  /** A round failed; the next one comes all the same. */
  readonly onFailure: (error: unknown) => void;
  /** Whether the first round comes only after a sleep. */
  readonly sleepFirst?: boolean;
}

/**
 * Work that is done again and again, one round at a time:
 *
 *   start ──► round ──► sleep until rung, or `everyMs` ──► round …       a ring during a round makes the next one follow at once
 *   stop  ──► ends a sleep, waits for a round; rounds may be started again
 */
export class Rounds {
  readonly #deps: RoundsDeps;
  readonly #bell = new Bell();
  #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(deps: RoundsDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#bell.silence(); // rung by the stop before
    this.#running = this.#run(this.#stopping.signal);
  }

  /** There is something to do. */
  ring(): void {
    this.#bell.ring();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#bell.ring();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, everyMs, longestMs = everyMs, round, onFailure, sleepFirst = false } = this.#deps;
    if (sleepFirst) await this.#bell.sleep(clock, everyMs);
    let pause = everyMs;
    while (!signal.aborted) {
      this.#bell.silence();
      const failed = await round(signal).then(
        () => false,
        (error: unknown) => {
          onFailure(error);
          return true;
        },
      );
      if (!failed) pause = everyMs;
      if (!signal.aborted) await this.#bell.sleep(clock, pause);
      if (failed) pause = Math.min(pause * 2, longestMs);
    }
  }
}
