import { test } from 'tap';
import type { Pool } from 'pg';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { logSchema } from '../../../infrastructure/event-store/postgres/schema.ts';
import { PostgresEventStore } from '../../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { newEvents, newStream } from '../../contract/event-store/events.ts';
import { testDatabase } from '../../support/postgres.ts';

/** How often the table was read from end to end; asked on the connection that did it, as counts of others come late. */
async function scans(pool: Pool): Promise<number> {
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ scans: bigint }>(`select seq_scan as scans from pg_stat_user_tables where relid = 'log.events'::regclass`);
  return Number(rows[0]?.scans);
}

test('plans made while the log was small do not scan it when it has grown', async (t) => {
  const database = await testDatabase(t);
  const pool = database.pool({ max: 1 });
  await pool.query(logSchema);
  const store = new PostgresEventStore(pool, database.connection, systemClock);
  t.teardown(() => store.close());
  const work = async (): Promise<void> => {
    for (let n = 0; n < 10; n++) {
      const [one, two] = [newStream(), newStream()];
      await store.append(one, 'no_stream', newEvents(1));
      await Promise.all([store.append(one, 0, newEvents(2)), store.append(two, 'no_stream', newEvents(1))]);
      await store.readStream(one);
    }
  };
  await store.append(newStream(), 'no_stream', newEvents(1));
  await pool.query('analyze log.events');
  const before = await scans(pool);

  await work();
  await Promise.all(Array.from({ length: 10 }, () => store.append(newStream(), 'no_stream', newEvents(500))));
  await work();
  await store.readAll(2_500n, 10);
  await store.head();

  t.equal(await scans(pool), before);
});
