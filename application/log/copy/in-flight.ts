/** Acts under way, at most so many at once; once one has failed, no other one begins. */
export class InFlight {
  readonly #most: number;
  readonly #underWay: Promise<unknown>[] = [];
  #failed: Promise<never> | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  /** Resolves when another act may begin. @throws what an act has failed with */
  async place(): Promise<void> {
    if (this.#underWay.length === this.#most) await this.#underWay.shift();
    await this.#failed;
  }

  /** Takes the place. Whoever waits for the act hears of its failure. */
  add(act: Promise<unknown>): void {
    this.#underWay.push(act);
    act.catch(() => {
      this.#failed ??= act as Promise<never>;
    });
  }

  /** Resolves when nothing is under way any more, however it ended. */
  async over(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }
}
