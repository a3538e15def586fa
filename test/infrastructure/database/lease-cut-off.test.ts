import { test } from 'tap';
import { PostgresLeases } from '../../../infrastructure/database/postgres-leases.ts';
import { databaseLine } from '../../support/database-line.ts';
import { testDatabase } from '../../support/postgres.ts';

test('a holder whose connection carries nothing any more is told, and what it releases then does not hang', async (t) => {
  const database = await testDatabase(t);
  const pool = database.pool();
  const line = await databaseLine(t, database.connection);
  const leases = new PostgresLeases({ ...database.connection, host: '127.0.0.1', port: line.port }, pool, { everyMs: 10, patienceMs: 200 });
  const lost = Promise.withResolvers<void>();
  const lease = await leases.tryAcquire('lead', lost.resolve);
  t.ok(lease);

  line.goDead();

  await lost.promise;
  await lease?.release();
  t.pass('it was told');
});

test('a holder whose connection carries is not told anything, however often it asks', async (t) => {
  const database = await testDatabase(t);
  const pool = database.pool();
  const leases = new PostgresLeases(database.connection, pool, { everyMs: 1, patienceMs: 60_000 });
  let told = false;
  const lease = await leases.tryAcquire('lead', () => (told = true));
  for (let looks = 0; looks < 20; looks++) await pool.query('select 1');
  t.equal(told, false);
  t.ok(await leases.isHeld('lead'));
  await lease?.release();
  t.equal(await leases.isHeld('lead'), false);
});
