import { answered } from './away.ts';
import type { EventRow, PendingAppend } from './pending-append.ts';
import { insertMany, insertOne, takeLock } from './statements.ts';
import { turnsOf } from './turns.ts';
import type { Statement, WriterConnection } from './writer-connection.ts';

/** Positions of an append's events, or null where the stream was not as expected. */
export type Written = readonly bigint[] | null;

/** A bigint or its decimal text, by the connection's type parsers. */
type Bigint = bigint | string;

/** One transaction for all of them; an append of one event alone takes a shorter way. @throws StoreUnavailable */
export async function write(writer: WriterConnection, batch: readonly PendingAppend[]): Promise<readonly Written[]> {
  const [append] = batch;
  const row = append?.rows[0];
  return batch.length === 1 && append && row && append.rows.length === 1
    ? [await writeOne(writer, append, row)]
    : writeTogether(writer, batch);
}

async function writeOne(writer: WriterConnection, { stream, expected }: PendingAppend, row: EventRow): Promise<Written> {
  const values = [stream, expected, row.id, row.type, row.version, row.time, row.data, row.metadata];
  const rows = await answered(writer.statement<[Bigint]>({ name: 'log-insert-one', text: insertOne, values }));
  return rows[0] ? [BigInt(rows[0][0])] : null;
}

async function writeTogether(writer: WriterConnection, batch: readonly PendingAppend[]): Promise<readonly Written[]> {
  const turns = turnsOf(batch);
  const lock = { name: 'log-take-lock', text: takeLock, values: [] };
  const [, ...results] = await answered(writer.transaction<[string, Bigint]>([lock, ...turns.map(inserting)]));
  const written = new Map<PendingAppend, Written>();
  turns.forEach((turn, index) => {
    const rows = Map.groupBy(results[index] ?? [], ([stream]) => stream);
    for (const append of turn) written.set(append, rows.get(append.stream)?.map(([, position]) => BigInt(position)) ?? null);
  });
  return batch.map((append) => written.get(append) ?? null);
}

const texts = new Map<number, string>();

/** Filled up to a power of two, so that few statements are prepared. */
function inserting(appends: readonly PendingAppend[]): Statement {
  const count = appends.reduce((sum, { rows }) => sum + rows.length, 0);
  const size = 2 ** Math.ceil(Math.log2(count));
  const values = appends.flatMap(({ stream, expected, rows }) =>
    rows.flatMap(({ id, type, version, time, data, metadata }, nth) => [
      stream,
      expected,
      expected + 1 + nth,
      id,
      type,
      version,
      time,
      data,
      metadata,
    ]),
  );
  const width = values.length / count;
  const text = texts.get(size) ?? insertMany(size);
  texts.set(size, text);
  return { name: `log-insert-${size}`, text, values: [...values, ...Array<null>((size - count) * width).fill(null)] };
}
