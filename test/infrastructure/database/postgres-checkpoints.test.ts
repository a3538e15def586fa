import { test } from 'tap';
import { PostgresCheckpoints } from '../../../infrastructure/database/postgres-checkpoints.ts';
import { migratedDatabase } from '../../support/migrated.ts';

test('a checkpoint is kept for every program, each under its name', async (t) => {
  const database = await migratedDatabase(t);
  const checkpoints = new PostgresCheckpoints(database.pool());
  t.equal(await checkpoints.load('manager'), null);
  await checkpoints.save('manager', 7n);
  await checkpoints.save('mailer', 2n ** 60n);
  const other = new PostgresCheckpoints(database.pool());
  t.same([await other.load('manager'), await other.load('mailer')], [7n, 2n ** 60n]);
});

test('it never goes backwards, whoever is late', async (t) => {
  const database = await migratedDatabase(t);
  const checkpoints = new PostgresCheckpoints(database.pool());
  await checkpoints.save('manager', 7n);
  await checkpoints.save('manager', 3n);
  t.equal(await checkpoints.load('manager'), 7n);
  await Promise.all([9n, 12n, 8n, 11n, 10n].map((position) => checkpoints.save('manager', position)));
  t.equal(await checkpoints.load('manager'), 12n);
});
