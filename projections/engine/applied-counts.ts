import type { Recorded } from '../../domain/kernel/event.ts';

/** How many events there were, and the sum of their fingerprints, so that neither a missing nor an exchanged one goes unnoticed. */
export interface Tally {
  readonly events: number;
  readonly sum: number;
}

/** What went into a generation up to its checkpoint, by event type. Changed only by `plus`. */
export type AppliedCounts = ReadonlyMap<string, Tally>;

/** As it lies in a checkpoint: `{"TaskQueued": [events, sum]}`. */
export type StoredCounts = Readonly<Record<string, readonly [events: number, sum: number]>>;

const modulus = 2 ** 48;

/** The first 48 bits of the event's id. */
export const fingerprintOf = ({ id }: Pick<Recorded, 'id'>): number =>
  Number.parseInt(id.slice(0, 8), 16) * 65_536 + Number.parseInt(id.slice(9, 13), 16);

/** Counts events one at a time; for one page, or from the beginning. */
export class Counting {
  readonly #tallies = new Map<string, { events: number; sum: number }>();

  constructor(from: AppliedCounts = new Map()) {
    for (const [type, { events, sum }] of from) this.#tallies.set(type, { events, sum });
  }

  add({ type, id }: Pick<Recorded, 'type' | 'id'>): void {
    const tally = this.#tallies.get(type);
    const fingerprint = fingerprintOf({ id });
    if (tally === undefined) this.#tallies.set(type, { events: 1, sum: fingerprint });
    else {
      tally.events++;
      tally.sum = (tally.sum + fingerprint) % modulus;
    }
  }

  /** As of now. */
  counts(): AppliedCounts {
    return new Map([...this.#tallies].map(([type, { events, sum }]) => [type, { events, sum }]));
  }
}

export const difference = (more: Tally, less: Tally): Tally => ({
  events: more.events - less.events,
  sum: (more.sum - less.sum + modulus) % modulus,
});

export const noneApplied = '{}';
export const storedCounts = (counts: AppliedCounts): string =>
  JSON.stringify(Object.fromEntries([...counts].map(([type, { events, sum }]) => [type, [events, sum]])));
export const parseApplied = (stored: StoredCounts | null): AppliedCounts | null =>
  stored && new Map(Object.entries(stored).map(([type, [events, sum]]) => [type, { events, sum }]));
