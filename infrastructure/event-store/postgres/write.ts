import type { Pool } from 'pg';
import { answered } from './away.ts';
import type { EventRow, PendingAppend } from './pending-append.ts';

/** Position of an append's first event (the others follow it closely), or null where the stream was not as expected. */
export type FirstPosition = bigint | null;

/** One transaction for all of them; an append of one event alone takes a shorter way. @throws StoreUnavailable */
export async function write(pool: Pool, batch: readonly PendingAppend[]): Promise<readonly FirstPosition[]> {
  const [append] = batch;
  const row = append?.rows[0];
  return batch.length === 1 && append && row && append.rows.length === 1 ? [await writeEvent(pool, append, row)] : writeBatch(pool, batch);
}

const appendEvent = 'select log.append_event($1, $2, $3, $4, $5, $6, $7, $8)';
const appendBatch = 'select first, written from log.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)';

async function writeEvent(pool: Pool, { stream, expected }: PendingAppend, row: EventRow): Promise<FirstPosition> {
  const values = [stream, expected, row.id, row.type, row.version, row.time, row.data, row.metadata];
  const { rows } = await answered(
    pool.query<[string | bigint | null]>({ name: 'log-append-event', text: appendEvent, values, rowMode: 'array' }),
  );
  const position = rows[0]?.[0] ?? null;
  return position === null ? null : BigInt(position);
}

async function writeBatch(pool: Pool, batch: readonly PendingAppend[]): Promise<readonly FirstPosition[]> {
  const turns = turnsOf(batch);
  const columns = batch.flatMap(({ stream, expected, rows }, index) =>
    rows.map((row, nth) => ({ ...row, stream, expected, revision: expected + 1 + nth, turn: turns[index] ?? 1 })),
  );
  const column = (name: keyof (typeof columns)[number]): unknown[] => columns.map((event) => event[name]);
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
  const { rows } = await answered(
    pool.query<[string | bigint, number[]]>({ name: 'log-append-batch', text: appendBatch, values, rowMode: 'array' }),
  );
  const [first, written] = rows[0] ?? [0, []];
  return firstPositions(batch, BigInt(first), written);
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

/** @param written ordinals (from 1) of the events written, in the order of their positions, of which the first is `first` */
function firstPositions(batch: readonly PendingAppend[], first: bigint, written: readonly number[]): readonly FirstPosition[] {
  const positions = new Map(written.map((ordinal, index) => [ordinal, first + BigInt(index)]));
  let ordinal = 1;
  return batch.map(({ rows }) => {
    const position = positions.get(ordinal) ?? null;
    ordinal += rows.length;
    return position;
  });
}
