import { test, type Test } from 'tap';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import { takeLock } from '../../../infrastructure/event-store/postgres/statements.ts';
import { WriterConnection } from '../../../infrastructure/event-store/postgres/writer-connection.ts';
import { databaseLine } from '../../support/database-line.ts';
import { testDatabase } from '../../support/postgres.ts';

const lock = { name: 'take-lock', text: takeLock, values: [] };

/** A writer over a line, whose transactions last two seconds at most, and one beside it. */
async function writers(t: Test) {
  const { connection, pool } = await testDatabase(t);
  const line = await databaseLine(t, connection);
  const near = new WriterConnection(connection);
  const far = new WriterConnection(
    { ...connection, host: '127.0.0.1', port: line.port, ...{ watch: { everyMs: 50, patienceMs: 500 } } },
    2_000,
  );
  t.teardown(() => Promise.all([near.close(), far.close()]).then(() => undefined));
  return { line, near, far, database: pool() };
}

test('given an append that is cut off in the middle of what it sends, then it fails, and the lock of the log is free in time', async (t) => {
  const { line, near, far, database } = await writers(t);
  await Promise.all([near.run([lock]), far.run([lock])]);

  line.cutShort();
  const cutOff = far.run([lock]).catch((error: unknown) => error);
  const holders = `select state, wait_event from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and pg_locks.database = (select oid from pg_database where datname = current_database())`;
  let held: readonly unknown[] = [];
  while (held.length === 0) held = (await database.query(holders)).rows;
  t.match(held, [{ state: 'active', wait_event: 'ClientRead' }], 'the server has the lock and waits for the rest');

  await near.run([lock]);

  t.ok((await cutOff) instanceof StoreUnavailable);
  await far.run([lock]);
  t.pass('the writer that was cut off writes again');
});
