import { IdempotencyMismatch, WrongExpectedRevision } from '../ports/event-store-errors.ts';
import { beginning, type Appended, type Expected, type Position } from '../ports/event-store.ts';

/** An event of a stream, as far as it tells whether an append was made before. */
export interface Held {
  readonly id: string;
  readonly revision: number;
  readonly position: Position;
}

/** Revision of a stream's last event; -1 when there is none, so that the next event's is always one more. */
export const revisionOf = (expected: Expected): number => (expected === 'no_stream' ? -1 : expected);
export const expectedAt = (revision: number): Expected => (revision < 0 ? 'no_stream' : revision);

/**
 * What an append is told that finds its stream elsewhere than expected: the first answer again, when the events after the
 * expected revision are its own, else why not. One rule for every store.
 * @param held events of the stream after the expected revision, in order: the first ones, and all that bear an id of the append
 * @throws IdempotencyMismatch, WrongExpectedRevision
 */
export function answerStale(stream: string, expected: Expected, ids: readonly string[], held: readonly Held[], actual: Expected): Appended {
  const own = held.slice(0, ids.length);
  const last = own.at(-1);
  if (last && own.length === ids.length && own.every(({ id, revision }, i) => id === ids[i] && revision === revisionOf(expected) + 1 + i))
    return { revision: last.revision, position: last.position, positions: own.map(({ position }) => position), written: false };
  if (held.some(({ id }) => ids.includes(id))) throw new IdempotencyMismatch(stream);
  throw new WrongExpectedRevision(stream, expected, actual);
}

/**
 * What an append of nothing is told: where the stream stands, -1 and 0 when it does not exist.
 * @param last the stream's last event
 * @throws WrongExpectedRevision
 */
export function answerNothing(stream: string, expected: Expected, last: Omit<Held, 'id'> | undefined): Appended {
  const { revision, position } = last ?? { revision: -1, position: beginning };
  if (revisionOf(expected) !== revision) throw new WrongExpectedRevision(stream, expected, expectedAt(revision));
  return { revision, position, positions: [], written: false };
}
