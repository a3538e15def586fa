/** "Colophon" in ASCII: the advisory lock of the log's one writer per database, held until the end of the transaction. */
const writerLock = 'pg_advisory_xact_lock(4859227437069692782)';
const columns = 'stream, revision, id, type, version, time, data, metadata';

/**
 * One event, in one statement: stream, expected revision (-1: none), id, type, version, time, data, metadata. Gives its position, or
 * no row when the stream was not as expected.
 *
 * The statement sees the log as it was before it waited for the lock, and is right all the same: an expected event that it does see is
 * there, and whether the place after it is taken, the unique index decides, which knows of every commit. When it does not see an
 * expected event that another writer has only just committed, it writes nothing, and is made again.
 */
export const insertOne = `
  insert into log.events (${columns})
  select $1, $2::integer + 1, $3, $4, $5, $6, $7, $8 from ${writerLock}
  where $2 = -1 or exists (select from log.events where stream = $1 and revision = $2)
  on conflict do nothing
  returning position`;

/**
 * Taken before several events are written. Under READ COMMITTED a statement sees what was committed when it began: so the lock is a
 * statement of its own, and the next one looks with the lock in hand.
 */
export const takeLock = `select ${writerLock}`;

/**
 * Events of appends to different streams, all of an append or none: stream, expected revision of the append, own revision, id, type,
 * version, time, data, metadata. Gives stream and position of those written, in order. Rows without a stream are filling.
 */
export function insertMany(rows: number): string {
  const types = ['text', 'integer', 'integer', 'uuid', 'text', 'smallint', 'timestamptz', 'json', 'json'];
  const row = (n: number): string =>
    `(${types.map((type, column) => `$${n * types.length + column + 1}${n === 0 ? `::${type}` : ''}`).join(', ')})`;
  return `
  insert into log.events (${columns})
  select ${columns} from (values ${Array.from({ length: rows }, (_, n) => row(n)).join(', ')})
    event(stream, expected, revision, id, type, version, time, data, metadata)
  where stream is not null
    and expected = coalesce((select held.revision from log.events held where held.stream = event.stream order by held.revision desc limit 1), -1)
  returning stream, position`;
}
