import type { Pool } from 'pg';

/** Fills the log in a database at once with so many events, ten to a stream, each behind events of all other streams. */
export async function fillLog(pool: Pool, events: number): Promise<void> {
  await pool.query(
    `insert into log.events (stream, revision, id, type, version, time, data, metadata)
     select 'page-' || n % ($1::integer / 10), n / ($1::integer / 10), gen_random_uuid(), 'Probed', 1, '2026-02-03T04:05:06.789Z',
       json_build_object('workerVersionId', gen_random_uuid(), 'seconds', 1.25, 'n', n, 'remark', 'Im Anfang war das Wort, und das Wort war bei Gott.'),
       json_build_object('commandId', gen_random_uuid(), 'correlationId', gen_random_uuid(), 'causationId', null,
         'actor', json_build_object('kind', 'system', 'id', 'test'))
     from generate_series(0, $1::integer - 1) n order by n`,
    [events],
  );
}
