import { BACKWARDS, END, START, StreamNotFoundError, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { beginning, type LogPage, type Position } from '../../../application/ports/event-store.ts';
import { isAway } from './away.ts';
import { positionOf, recordedOf } from './recorded.ts';

type Entry = NonNullable<ResolvedEvent['event']>;

/** Events of a stream from a revision on, at most so many; none when it does not exist. @throws ForeignEvent, errors of the library */
export async function readStream(client: EventStoreDBClient, stream: string, from: number, most?: number): Promise<readonly Recorded[]> {
  const options = { fromRevision: BigInt(from), ...(most !== undefined && { maxCount: most }) };
  return (await heldBy(() => client.readStream(stream, options))).map((entry) => recordedOf(entry) ?? foreign(entry));
}

/** The stream's last event. */
export async function readLast(client: EventStoreDBClient, stream: string): Promise<Recorded | undefined> {
  const entries = await heldBy(() => client.readStream(stream, { fromRevision: END, direction: BACKWARDS, maxCount: 1 }));
  return entries.map((entry) => recordedOf(entry) ?? foreign(entry))[0];
}

/** What follows a position. The server begins with what stands at the position itself, so one more is asked for. @throws UnknownPosition */
export async function readAll(client: EventStoreDBClient, after: Position, limit: number): Promise<LogPage> {
  const fromStart = after === beginning;
  const maxCount = fromStart ? limit : limit + 1;
  const fromPosition = fromStart ? START : { commit: after, prepare: after };
  const entries = await drained(client.readAll({ fromPosition, maxCount })).catch((error: unknown) => {
    throw !fromStart && isNoPosition(error) ? new UnknownPosition(after) : error;
  });
  if (!fromStart && entries.length === 0) throw new UnknownPosition(after);
  const news = entries.filter((entry) => positionOf(entry) > after);
  return {
    events: news.map(recordedOf).filter((event) => event !== null),
    position: news.length > 0 ? positionOf(news.at(-1)!) : after,
    caughtUp: entries.length < maxCount,
  };
}

/** Position of the last entry, be it the server's own. */
export async function readHead(client: EventStoreDBClient): Promise<Position> {
  const [last] = await drained(client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 }));
  return last ? positionOf(last) : beginning;
}

/** A read model or a reactor is at a place that this log does not have: it followed another log, or this one was put back. */
export class UnknownPosition extends Error {
  constructor(position: Position) {
    super(
      `The event store has no event at position ${position}, which was read before: the database followed another log than this one. ` +
        'Take COLOPHON_EVENT_STORE_URL back, or bring the log over with "colophon log copy".',
    );
    this.name = 'UnknownPosition';
  }
}

/** Somebody else wrote to a stream of ours: its revisions cannot be trusted. */
export class ForeignEvent extends Error {
  constructor(stream: string, revision: bigint) {
    super(`Event ${revision} of stream ${stream} was not written by Colophon. Keep other programs from writing to its streams.`);
    this.name = 'ForeignEvent';
  }
}

function foreign({ streamId, revision }: Entry): never {
  throw new ForeignEvent(streamId, revision);
}

async function heldBy(read: () => AsyncIterable<ResolvedEvent>): Promise<readonly Entry[]> {
  try {
    return await drained(read());
  } catch (error) {
    if (error instanceof StreamNotFoundError) return [];
    throw error;
  }
}

/** To the end: a read that is left before its end keeps its client from ever ending. */
async function drained(entries: AsyncIterable<{ readonly event?: unknown }>): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for await (const { event } of entries) if (event) all.push(event as Entry);
  return all;
}

/** The server's answer to a position between two events. */
const isNoPosition = (error: unknown): boolean => !isAway(error) && error instanceof Error && 'code' in error && error.code === 2;
