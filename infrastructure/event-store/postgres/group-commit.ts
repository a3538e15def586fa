interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export interface Writing<Item, Answer> {
  /** Writes a batch in one transaction and gives an answer per item, in order. */
  readonly write: (batch: readonly Item[]) => Promise<readonly Answer[]>;
  /** Whether an error concerns the batch as a whole; any other is one item's, which must not fail the rest. */
  readonly concernsAll: (error: unknown) => boolean;
  /** How many of the items waiting, at least one, make up the next batch. */
  readonly cut: (waiting: readonly { readonly item: Item }[]) => number;
}

/**
 * One transaction at a time; what arrives meanwhile waits and goes together in the next.
 *
 *     a ─► [a]                 written at once, alone
 *     b, c, d ─► wait ─► [b c d]   one commit for the three
 */
export class GroupCommit<Item, Answer> {
  readonly #writing: Writing<Item, Answer>;
  readonly #waiting: Waiting<Item, Answer>[] = [];
  #busy = false;

  constructor(writing: Writing<Item, Answer>) {
    this.#writing = writing;
  }

  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#busy) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const size = this.#writing.cut(this.#waiting);
      await this.#write(this.#waiting.splice(0, size));
      // Those just answered get a turn before the next batch is cut: who has more to write comes along. One alone need not wait.
      if (size > 1 || this.#waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.#busy = false;
  }

  async #write(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.#writing.write(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
    } catch (error) {
      if (batch.length === 1 || this.#writing.concernsAll(error)) batch.forEach(({ reject }) => reject(error));
      else for (const waiting of batch) await this.#write([waiting]);
    }
  }
}
