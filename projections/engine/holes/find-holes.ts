import { difference, fingerprintOf, type AppliedCounts, type Tally } from '../applied-counts.ts';

/** Events of a type that the log holds and a generation did not apply; a negative number: applied too often. */
export interface Hole {
  readonly type: string;
  readonly missing: number;
  /** Sum of their fingerprints. */
  readonly sum: number;
}

const none: Tally = { events: 0, sum: 0 };

/** Both up to the same position. Pure. */
export const holesIn = (log: AppliedCounts, applied: AppliedCounts, takes: readonly string[]): readonly Hole[] =>
  [...new Set(takes)]
    .map((type) => ({ type, ...difference(log.get(type) ?? none, applied.get(type) ?? none) }))
    .filter(({ events, sum }) => events !== 0 || sum !== 0)
    .map(({ type, events, sum }) => ({ type, missing: events, sum }));

/** Whether this event alone makes up the hole. */
export const fills = ({ type, missing, sum }: Hole, event: { readonly id: string; readonly type: string }): boolean =>
  missing === 1 && event.type === type && fingerprintOf(event) === sum;
