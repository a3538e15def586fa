import type { Recorded } from '../../../domain/kernel/event.ts';
import { beginning, type EventStore, type Position } from '../../ports/event-store.ts';
import { eventWords } from './event-words.ts';
import type { StreamHashes } from './stream-hashes.ts';
import { stretchOf, type Stretch } from './stretch.ts';

/** Where two logs part: the first place at which they do not hold the same event. */
export interface LogDifference {
  /** The first event of a log is number 1. */
  readonly number: number;
  /** Null: the log ends before. */
  readonly from: Recorded | null;
  readonly to: Recorded | null;
}

/** Two logs up to where they part, or to their ends. */
export interface Comparison {
  /** Events that are the same in both, in the same order. */
  readonly events: number;
  /** Position of the last of these in each log. */
  readonly fromPosition: Position;
  readonly toPosition: Position;
  readonly difference: LogDifference | null;
}

export interface CompareOptions {
  /** A comparison up to which the two are known to be the same: it is gone on with. */
  readonly behind?: Pick<Comparison, 'events' | 'fromPosition' | 'toPosition'>;
  /** The log that is compared with ends here; null: at its head. */
  readonly until?: Position | null;
  readonly signal?: AbortSignal | undefined;
  /** Takes in the events that are the same in both. */
  readonly hashes?: StreamHashes;
  /** Called for every event that is the same in both, in order. */
  readonly onSame?: (from: Recorded, to: Recorded) => void;
  /** Called now and then. */
  readonly onProgress?: (events: number, position: Position) => void;
}

type Log = Pick<EventStore, 'readAll'>;

const nothing = { events: 0, fromPosition: beginning, toPosition: beginning };

/**
 * Reads two logs side by side and compares each event with the one at the same place of the other: all of it but the position. So logs
 * without a difference hold the same events in the same global order, hence the same streams. Holds a page of each in memory.
 */
export async function compareLogs(from: Log, to: Log, options: CompareOptions = {}): Promise<Comparison> {
  const { behind = nothing, until = null, signal, hashes, onSame, onProgress } = options;
  let { events, fromPosition, toPosition } = behind;
  const left = new Ahead(from, { after: fromPosition, until, signal });
  const right = new Ahead(to, { after: toPosition, until: null, signal });
  for (;;) {
    const pairs = Math.min(await left.size(), await right.size());
    const [ones, others] = [left.take(Math.max(pairs, 1)), right.take(Math.max(pairs, 1))];
    for (let index = 0; index < Math.max(ones.length, others.length); index++) {
      const [one, other] = [ones[index] ?? null, others[index] ?? null];
      const words = one && eventWords(one);
      if (!one || !other || words !== eventWords(other))
        return { events, fromPosition, toPosition, difference: { number: events + 1, from: one, to: other } };
      hashes?.add(one, words);
      onSame?.(one, other);
      events++;
      [fromPosition, toPosition] = [one.position, other.position];
    }
    onProgress?.(events, fromPosition);
    if (pairs === 0) return { events, fromPosition, toPosition, difference: null };
  }
}

/** What of a log has been read and not been taken. */
class Ahead {
  readonly #pages: AsyncGenerator<{ readonly events: readonly Recorded[] }, void>;
  #events: readonly Recorded[] = [];
  #taken = 0;

  constructor(log: Log, stretch: Stretch) {
    this.#pages = stretchOf(log, stretch);
  }

  /** How many are there; 0 at the end. */
  async size(): Promise<number> {
    while (this.#taken === this.#events.length) {
      const { value } = await this.#pages.next();
      if (!value) return 0;
      [this.#events, this.#taken] = [value.events, 0];
    }
    return this.#events.length - this.#taken;
  }

  take(count: number): readonly Recorded[] {
    const taken = this.#events.slice(this.#taken, this.#taken + count);
    this.#taken += taken.length;
    return taken;
  }
}
