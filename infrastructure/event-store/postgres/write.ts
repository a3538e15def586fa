import { answered } from './away.ts';
import type { EventRow, PendingAppend } from './pending-append.ts';
import type { WriterConnection } from './writer-connection.ts';

/** Positions of an append's events, or null where the stream was not as expected. */
export type Written = readonly bigint[] | null;

/** One transaction for all of them; an append of one event alone takes a shorter way. @throws StoreUnavailable */
export async function write(writer: WriterConnection, batch: readonly PendingAppend[]): Promise<readonly Written[]> {
  const [append] = batch;
  const row = append?.rows[0];
  return batch.length === 1 && append && row && append.rows.length === 1
    ? [await writeEvent(writer, append, row)]
    : writeBatch(writer, batch);
}

const appendEvent = {
  name: 'log-append-event',
  text: 'select log.append_event($1, $2, $3, $4, $5, $6, $7, $8)',
  rowMode: 'array',
} as const;
const appendBatch = {
  name: 'log-append-batch',
  text: 'select written, positions from log.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
  rowMode: 'array',
} as const;

/** A bigint or its decimal text, by the connection's type parsers. */
type Bigint = bigint | string;

async function writeEvent(writer: WriterConnection, { stream, expected }: PendingAppend, row: EventRow): Promise<Written> {
  const values = [stream, expected, row.id, row.type, row.version, row.time, row.data, row.metadata];
  const rows = await answered(writer.query<[Bigint | null]>({ ...appendEvent, values }));
  const position = rows[0]?.[0] ?? null;
  return position === null ? null : [BigInt(position)];
}

async function writeBatch(writer: WriterConnection, batch: readonly PendingAppend[]): Promise<readonly Written[]> {
  const turns = turnsOf(batch);
  const events = batch.flatMap(({ stream, expected, rows }, index) =>
    rows.map((row, nth) => ({ ...row, stream, expected, revision: expected + 1 + nth, turn: turns[index] ?? 1 })),
  );
  const column = (name: keyof (typeof events)[number]): unknown[] => events.map((event) => event[name]);
  const values = [
    column('stream'),
    column('expected'),
    column('revision'),
    column('turn'),
    column('id'),
    column('type'),
    column('version'),
    column('time'),
    column('data'),
    column('metadata'),
    Math.max(...turns),
  ];
  const rows = await answered(writer.query<[number[] | null, Bigint[] | null]>({ ...appendBatch, values }));
  const [written, positions] = rows[0] ?? [null, null];
  return perAppend(batch, new Map(written?.map((ordinal, index) => [ordinal, BigInt(positions?.[index] ?? 0)])));
}

/** The how manieth append to its stream each is, from 1. */
function turnsOf(batch: readonly PendingAppend[]): readonly number[] {
  const seen = new Map<string, number>();
  return batch.map(({ stream }) => {
    const turn = (seen.get(stream) ?? 0) + 1;
    seen.set(stream, turn);
    return turn;
  });
}

/** @param positions by the ordinal (from 1) of the event in the batch; events of an append are there together or not at all */
function perAppend(batch: readonly PendingAppend[], positions: ReadonlyMap<number, bigint>): readonly Written[] {
  let ordinal = 1;
  return batch.map(({ rows }) => {
    const found = rows.flatMap(() => positions.get(ordinal++) ?? []);
    return found.length === rows.length ? found : null;
  });
}
