import type { Clock } from '../../../application/ports/clock.ts';

interface UnderWay {
  readonly due: number;
  readonly giveUp: () => void;
}

/**
 * One time limit for many calls. All have as long, so that the one begun first is over first, and a single sleeper watches them all: a timer
 * for each would cost an append more than what it has to say.
 */
export class TimeLimit {
  readonly #ms: number;
  readonly #clock: Clock;
  /** In the order in which they began. */
  readonly #underWay = new Set<UnderWay>();
  #nothingLeft = new AbortController();

  constructor(ms: number, clock: Clock) {
    this.#ms = ms;
    this.#clock = clock;
  }

  /** What the call gives. @param late what is thrown where it gives nothing in time; what comes of it later is nobody's concern */
  within<Answer>(answer: Promise<Answer>, late: () => Error): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call = { due: this.#now() + this.#ms, giveUp: () => reject(late()) };
      this.#begin(call);
      answer.then(
        (value) => {
          this.#end(call);
          resolve(value);
        },
        (error: unknown) => {
          this.#end(call);
          reject(error);
        },
      );
    });
  }

  #begin(call: UnderWay): void {
    this.#underWay.add(call);
    if (this.#underWay.size > 1) return;
    this.#nothingLeft = new AbortController();
    void this.#watch(this.#nothingLeft.signal);
  }

  #end(call: UnderWay): void {
    // With a reason: without one the platform makes an error with its stack.
    if (this.#underWay.delete(call) && this.#underWay.size === 0) this.#nothingLeft.abort('nothing left');
  }

  async #watch(nothingLeft: AbortSignal): Promise<void> {
    while (!nothingLeft.aborted) {
      for (const call of this.#underWay) {
        if (call.due > this.#now()) break;
        this.#end(call);
        call.giveUp();
      }
      const [oldest] = this.#underWay;
      if (oldest && !nothingLeft.aborted) await this.#clock.wait(oldest.due - this.#now(), nothingLeft);
    }
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
