interface Awaited {
  readonly times: number;
  readonly reached: () => void;
}

/** What a worker of a test was called for: waits for calls instead of for time. */
export class Calls {
  readonly ids: string[] = [];
  atWork = 0;
  /** Most at work at the same time. */
  most = 0;
  #awaited: Awaited[] = [];
  /** What a run does and gives. */
  answer: (id: string) => Promise<Date | null> = async () => null;

  readonly run = async (id: string): Promise<Date | null> => {
    this.ids.push(id);
    this.atWork += 1;
    this.most = Math.max(this.most, this.atWork);
    this.#tell();
    try {
      return await this.answer(id);
    } finally {
      this.atWork -= 1;
    }
  };

  /** Resolves once so many runs have begun. */
  times(times: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#awaited.push({ times, reached: resolve });
    this.#tell();
    return promise;
  }

  #tell(): void {
    for (const { times, reached } of this.#awaited) if (this.ids.length >= times) reached();
    this.#awaited = this.#awaited.filter(({ times }) => this.ids.length < times);
  }
}
