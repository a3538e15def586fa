import type { Pool } from 'pg';
import { test } from 'tap';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { PostgresEventStore } from '../../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { logSchema } from '../../../infrastructure/event-store/postgres/schema.ts';
import { newEvents, newStream } from '../../contract/event-store/events.ts';
import { testDatabase } from '../../support/postgres.ts';
import { eventually } from '../../support/eventually.ts';

/** How often the log was read from end to end. Connections hand in their counts when they end, at the latest; this one does it now. */
async function scans(pool: Pool): Promise<number> {
  await eventually('other connections are gone', async () => {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return rowCount === 0;
  });
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ scans: bigint }>(
    `select seq_scan as scans from pg_stat_user_tables where relid = 'log.events'::regclass`,
  );
  return Number(rows[0]?.scans);
}

test('plans made while the log was small do not scan it when it has grown', async (t) => {
  const database = await testDatabase(t);
  const watch = database.pool({ max: 1 });
  await watch.query(logSchema);
  const session = async (work: (store: PostgresEventStore) => Promise<void>): Promise<void> => {
    const pool = database.pool({ max: 1 });
    const store = new PostgresEventStore(pool, database.connection, systemClock);
    await work(store);
    await store.close();
    await pool.end();
  };
  const everyWay = async (store: PostgresEventStore): Promise<void> => {
    for (let n = 0; n < 10; n++) {
      const [one, two] = [newStream(), newStream()];
      await store.append(one, 'no_stream', newEvents(1));
      await Promise.all([store.append(one, 0, newEvents(2)), store.append(two, 'no_stream', newEvents(1))]);
      await store.readStream(one);
    }
  };
  await session(async (store) => void (await store.append(newStream(), 'no_stream', newEvents(1))));
  await watch.query('analyze log.events');
  const before = await scans(watch);

  await session(async (store) => {
    await everyWay(store);
    await Promise.all(Array.from({ length: 10 }, () => store.append(newStream(), 'no_stream', newEvents(500))));
    await everyWay(store);
    await store.readAll(2_500n, 10);
    await store.head();
  });

  t.equal(await scans(watch), before);
});
