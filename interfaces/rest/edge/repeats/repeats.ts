import type { Clock } from '../../../../application/ports/clock.ts';

/** How long a request that got no complete answer is remembered. */
export const rememberedMs = 120_000;

interface Entry {
  readonly commandId: string;
  /** Null while it runs. */
  endedAt: number | null;
  readonly ended: Promise<void>;
}

export interface Running {
  readonly commandId: string;
  /** Say how it ended: `answered` = an answer below 500 left completely. */
  end(answered: boolean): void;
}

/**
 * Recognises a request that is sent again because its answer never came whole (api.md §1.9 rule 3):
 *
 *   begins ─► runs ─► answered ─────────────► forgotten: the same again is a new command
 *               │  └► 5xx, or cut off ─► remembered 120 s ─► the same again takes its command id
 *               └ the same again meanwhile ─► waits for it, then takes its command id
 *
 * An entry serves once. The table lives in the memory of one server.
 */
export class Repeats {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Enters a request; resolves once a running one with the same digest has ended. */
  async begin(digest: string, freshId: () => string): Promise<Running> {
    this.#sweep();
    const earlier = this.#entries.get(digest);
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const entry: Entry = { commandId: earlier?.commandId ?? freshId(), endedAt: null, ended };
    this.#entries.delete(digest);
    this.#entries.set(digest, entry);
    await earlier?.ended;
    return {
      commandId: entry.commandId,
      end: (answered) => {
        entry.endedAt = this.#clock.now().getTime();
        if (answered && this.#entries.get(digest) === entry) this.#entries.delete(digest);
        resolve();
      },
    };
  }

  /** Requests remembered or running. */
  get size(): number {
    return this.#entries.size;
  }

  #sweep(): void {
    const oldest = this.#clock.now().getTime() - rememberedMs;
    for (const [digest, { endedAt }] of this.#entries) {
      if (endedAt !== null && endedAt < oldest) this.#entries.delete(digest);
    }
  }
}
