import { test, type Test } from 'tap';
import { openPool, type DatabaseAddress } from '../../../infrastructure/database/connection.ts';
import { WatchedClient } from '../../../infrastructure/database/watched-client.ts';
import { isAway } from '../../../infrastructure/event-store/postgres/away.ts';
import { databaseLine } from '../../support/database-line.ts';
import { testDatabase } from '../../support/postgres.ts';

const watch = { everyMs: 50, patienceMs: 500 };

/** A database, a line to it, and a pool of two connections over the line. */
async function overALine(t: Test) {
  const database = await testDatabase(t);
  const line = await databaseLine(t, database.connection);
  const { user = '', database: name = '' } = database.connection;
  const address: DatabaseAddress =
    typeof database.address === 'string'
      ? Object.assign(new URL(database.address), { host: `127.0.0.1:${line.port}` }).href
      : { host: '127.0.0.1', port: line.port, user, database: name };
  const pool = openPool(address, { max: 2, watch });
  t.teardown(() => pool.end());
  return { database, line, pool };
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

test('given a line that carries nothing any more, statements under way and new ones fail as of a database that is away', async (t) => {
  const { line, pool } = await overALine(t);
  await pool.query('select 1');

  line.goDead();

  for (const error of await Promise.all([1, 2, 3, 4].map(() => failure(pool.query('select 1'))))) t.ok(isAway(error), String(error));
  line.heal();
  t.match((await pool.query('select 2 as two')).rows, [{ two: 2 }], 'once it carries again, so does the pool');
});

test('given a server that can be reached but has nothing to do for a connection, that connection is broken off alone', async (t) => {
  const { line, pool } = await overALine(t);
  await pool.query('select 1');

  line.forget();

  t.match(await failure(pool.query('select 1')), { code: 'ETIMEDOUT' });
  t.match((await pool.query('select 2 as two')).rows, [{ two: 2 }]);
});

test('given a statement that waits for long, it is let wait', async (t) => {
  const { database, pool } = await overALine(t);
  const own = database.pool();
  const holder = await own.connect();
  await holder.query('select pg_advisory_lock(1)');
  const waiting = pool.query('select pg_advisory_lock(1), 1 as got');

  // It is asked after again and again meanwhile.
  const asked = `select count(*)::int as n from pg_stat_activity where application_name = 'colophon line check' and datname = current_database()`;
  for (let seen = 0, was = 0; seen < 3;) {
    const { rows } = await own.query<{ n: number }>(asked);
    const n = rows[0]?.n ?? 0;
    if (n > was) seen++;
    was = n;
  }
  await holder.query('select pg_advisory_unlock(1)');
  holder.release();

  t.match((await waiting).rows, [{ got: 1 }]);
});

test('given a line that is dead, an idle connection is let go of all the same', async (t) => {
  const { database, line } = await overALine(t);
  const client = new WatchedClient({ ...database.connection, host: '127.0.0.1', port: line.port, watch });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('select 1');
  line.goDead();
  await client.end();
  t.pass('it ended');
});

test('given a server that never lets anybody in, connecting fails in time', async (t) => {
  const { line, pool } = await overALine(t);
  line.goDead();
  t.ok(isAway(await failure(pool.query('select 1'))));
});
