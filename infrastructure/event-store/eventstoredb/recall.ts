import type { EventStoreDBClient, WrongExpectedVersionError } from '@eventstore/db-client';
import { answerNothing, answerStale, expectedAt, revisionOf } from '../../../application/log/repetition.ts';
import type { Appended, Expected, NewEvent } from '../../../application/ports/event-store.ts';
import { readLast, readStream } from './read.ts';

/** What an append is told that the server refused: see {@link answerStale}. The server does not say whether it holds some of the events. */
export async function recall(
  client: EventStoreDBClient,
  stream: string,
  expected: Expected,
  events: readonly NewEvent[],
  { actualVersion }: WrongExpectedVersionError,
): Promise<Appended> {
  const held = await readStream(client, stream, revisionOf(expected) + 1);
  const ids = events.map(({ id }) => id);
  return answerStale(stream, expected, ids, held, typeof actualVersion === 'bigint' ? expectedAt(Number(actualVersion)) : 'no_stream');
}

/** What an append of nothing is told: see {@link answerNothing}. */
export async function standing(client: EventStoreDBClient, stream: string, expected: Expected): Promise<Appended> {
  return answerNothing(stream, expected, await readLast(client, stream));
}
