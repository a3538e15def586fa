import { chownSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { EmbeddedPostgres } from '../../../../infrastructure/database/embedded/embedded-postgres.ts';
import { testFolder } from './support/homes.ts';
import { query } from './support/server.ts';

test('a damaged cluster is refused quickly, with the reason', async (t) => {
  const home = testFolder(t);
  const data = join(home, 'pgdata');
  const [database] = await query<{ oid: number }>(home, 'select oid::int from pg_database where datname = current_database()');

  /** Opens after the file was spoilt, and puts it back. */
  async function openWith(file: string, spoil: (path: string) => void): Promise<unknown> {
    const path = join(data, file);
    renameSync(path, `${path}.kept`);
    try {
      spoil(path);
      const opened = new EmbeddedPostgres(home);
      await opened.open();
      await opened.close();
      return undefined;
    } catch (error) {
      return error;
    } finally {
      rmSync(path, { recursive: true, force: true });
      renameSync(`${path}.kept`, path);
    }
  }

  const write = (text: string) => (path: string) => {
    writeFileSync(path, text);
    const { uid, gid } = statSync(data);
    chownSync(path, uid, gid);
  };
  const nothing = (): void => undefined;

  const cases: readonly [title: string, file: string, spoil: (path: string) => void, code: string, reason: RegExp][] = [
    ['PG_VERSION is missing', 'PG_VERSION', nothing, 'data_damaged', /PG_VERSION is missing/],
    ['PG_VERSION holds something else', 'PG_VERSION', write('eighteen'), 'data_damaged', /PG_VERSION is unreadable/],
    ['made by another major version', 'PG_VERSION', write('17\n'), 'wrong_major', /made by PostgreSQL 17; this program brings 18/],
    ['pg_control is missing', 'global/pg_control', nothing, 'data_damaged', /could not find the database system/],
    ['pg_control is garbage', 'global/pg_control', write('x'.repeat(8192)), 'data_damaged', /postgres\.log:\n.*FATAL/s],
    ['pg_control is cut short', 'global/pg_control', write('x'), 'data_damaged', /postgres\.log:\n.*(FATAL|PANIC)/s],
    ['the write-ahead log is gone', 'pg_wal', nothing, 'data_damaged', /postgres\.log:\n/],
    ['the configuration is gone', 'postgresql.conf', nothing, 'data_damaged', /could not access the server configuration file/],
    ['the database itself is gone', `base/${database?.oid}`, nothing, 'data_damaged', /cannot be opened/],
  ];
  for (const [title, file, spoil, code, reason] of cases) {
    await t.test(title, async (t) => {
      const error = await openWith(file, spoil);

      t.match(error, { name: 'EmbeddedPostgresError', code, message: reason });
      t.match(error, { message: /COLOPHON_DATABASE_URL/ });
    });
  }

  await t.test('with everything back in its place it opens again', async (t) => {
    t.match(await query(home, 'select 1 as one'), [{ one: 1 }]);
  });
});
