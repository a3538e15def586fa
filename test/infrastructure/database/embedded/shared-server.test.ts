import { join } from 'node:path';
import pg from 'pg';
import { test } from 'tap';
import { EmbeddedPostgres } from '../../../../infrastructure/database/embedded/embedded-postgres.ts';
import { testFolder } from './support/homes.ts';
import { startProgram } from './support/programs.ts';
import { query, serverGone, serverOf } from './support/server.ts';

test('the programs on one home folder share one server', async (t) => {
  const home = join(testFolder(t), "my data, it's here");
  const told: string[] = [];
  const database = new EmbeddedPostgres(home, { onLog: (message) => told.push(message) });
  t.teardown(() => database.close());

  await t.test('the first makes the database, starts its server and says so', async (t) => {
    const [connection, again] = await Promise.all([database.open(), database.open()]);

    t.equal(connection, again, 'concurrent calls share one attempt');
    t.match(told, [/^making a new PostgreSQL 18 database in /, /^started the PostgreSQL in .* in \d+ ms$/]);
    t.match(await query(home, 'select 1 as one'), [{ one: 1 }]);
  });

  await t.test('its settings are durable, and open to nobody but the owner of the folder', async (t) => {
    const names = [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'data_checksums',
      'listen_addresses',
      'max_connections',
      'server_encoding',
    ];
    const rows = await query<{ name: string; setting: string }>(home, 'select name, setting from pg_settings where name = any($1)', [
      names,
    ]);

    t.same(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), {
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      listen_addresses: '',
      max_connections: '100',
      server_encoding: 'UTF8',
    });
  });

  await t.test('a second program joins, and the server lives until the last one leaves', async (t) => {
    const server = serverOf(home);
    const other = await startProgram(t, home);
    await other.ask('open', 'opened');
    t.equal(serverOf(home), server, 'joined, not started');

    await database.close();
    t.equal(serverOf(home), server, 'the other still holds it');

    t.match(await other.ask('close', 'closed'), { kind: 'closed' });
    t.equal(serverOf(home), undefined, 'seen through its shutdown');
  });

  await t.test('pools made before a restart go on after it', async (t) => {
    const connection = await database.open();
    const pool = new pg.Pool(connection);
    pool.on('error', () => undefined);
    t.teardown(() => pool.end());
    await pool.query('select 1');
    process.kill(serverOf(home) ?? 0, 'SIGINT');
    await serverGone(home);

    t.same(await database.open(), connection, 'the same address');
    t.match(await pool.query('select 2 as two'), { rows: [{ two: 2 }] });
  });

  await t.test('opening again does not disturb a server that is well', async (t) => {
    const server = serverOf(home);
    await database.open();
    t.equal(serverOf(home), server);
  });

  await t.test('closing ends an attempt under way', async (t) => {
    await database.close();
    const attempt = t.rejects(database.open(), { name: 'EmbeddedPostgresError', code: 'closed' });
    await database.close();
    await attempt;
    await serverGone(home);
  });
});
