/** "Colophon" in ASCII: the advisory lock of the log's one writer per database, held until the end of the transaction. */
const writerLock = 'pg_advisory_xact_lock(4859227437069692782)';
const columns = 'stream, revision, id, type, version, time, data, metadata';
const parameters = ['text', 'integer', 'integer', 'uuid', 'text', 'smallint', 'timestamptz', 'json', 'json'];

/** By itself, for a transaction in which the next statement shall see all that was committed before the lock was had. */
export const takeLock = `select ${writerLock}`;

/**
 * Writes events of appends to different streams, of each append all or none. Parameters, per event: stream, expected revision of the
 * append (-1: the stream does not exist), own revision, id, type, version, time, data, metadata; events without a stream are filling.
 * Gives stream and position of those written, in order.
 *
 * Under READ COMMITTED a statement sees what was committed when it began, which may be older than the lock that it waited for. So it may
 * miss what another program has just appended to one of its streams:
 * - the very event that an append expects: then that append is not written, though it might be; it is made again;
 * - an event behind it: then the unique index refuses the statement as a whole; it is made again with the lock taken before.
 */
export function insertEvents(count: number): string {
  const row = (n: number): string =>
    `(${parameters.map((type, column) => `$${n * parameters.length + column + 1}${n === 0 ? `::${type}` : ''}`).join(', ')})`;
  return `
  insert into log.events (${columns})
  select ${columns} from (values ${Array.from({ length: count }, (_, n) => row(n)).join(', ')})
    event(stream, expected, revision, id, type, version, time, data, metadata)
  where (select ${writerLock}) is not null
    and stream is not null
    and expected = coalesce((select held.revision from log.events held where held.stream = event.stream order by held.revision desc limit 1), -1)
  returning stream, position`;
}
