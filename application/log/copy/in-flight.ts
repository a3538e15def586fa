/**
 * Acts under way, at most so many at once; once one has failed, no other one begins. Where all places are taken, half of them must be given
 * back before another act begins: then as many begin together, and go on their way in few packets, as their answers do.
 */
export class InFlight {
  readonly #most: number;
  readonly #underWay: Promise<unknown>[] = [];
  #failed: Promise<never> | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  /** Resolves when another act may begin; null: it may at once. @throws what an act has failed with */
  place(): Promise<void> | null {
    return this.#failed === undefined && this.#underWay.length < this.#most ? null : this.#placeLater();
  }

  async #placeLater(): Promise<void> {
    if (this.#underWay.length === this.#most) {
      await Promise.all(this.#underWay.slice(0, this.#most / 2));
      void this.#underWay.splice(0, this.#most / 2);
    }
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
