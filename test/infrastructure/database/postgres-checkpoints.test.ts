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

const job = (eventId: string, key = 'a') => ({ reactor: 'mailer', key, eventId, position: 9n, data: { n: 1 } });
const events = ['e0000000-0000-4000-8000-000000000001', 'e0000000-0000-4000-8000-000000000002'] as const;

test('jobs are opened together with the checkpoint, in their order; again, they stay as they are', async (t) => {
  const database = await migratedDatabase(t);
  const pool = database.pool();
  const checkpoints = new PostgresCheckpoints(pool);
  const jobs = async () => (await pool.query('select event_id, key, data, attempts from ops.open_jobs order by place')).rows;
  await checkpoints.save('mailer', 9n, [job(events[1]), job(events[0])]);
  await pool.query('update ops.open_jobs set attempts = 3');
  await checkpoints.save('mailer', 4n, [job(events[1], 'another'), job(events[0])]);
  t.same(await jobs(), [
    { event_id: events[1], key: 'a', data: { n: 1 }, attempts: 3 },
    { event_id: events[0], key: 'a', data: { n: 1 }, attempts: 3 },
  ]);
  t.equal(await checkpoints.load('mailer'), 9n);

  await t.rejects(checkpoints.save('mailer', 12n, [job('no uuid')]));
  t.equal(await checkpoints.load('mailer'), 9n, 'neither without the other');
});

test('where a reactor begins is asked for once, also by programs that start together', async (t) => {
  const database = await migratedDatabase(t);
  const programs = [new PostgresCheckpoints(database.pool()), new PostgresCheckpoints(database.pool())];
  const found = await Promise.all(programs.map((of, n) => of.effectiveFrom('mailer', async () => BigInt(n + 7))));
  t.equal(found[0], found[1]);
  t.equal(await programs[0]!.effectiveFrom('mailer', () => Promise.reject(new Error('not asked'))), found[0]);
  t.equal(await programs[0]!.effectiveFrom('other', async () => 3n), 3n);
});
