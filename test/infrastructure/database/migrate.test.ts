import { test } from 'tap';
import { migrate, NewerDatabase } from '../../../infrastructure/database/migrate.ts';
import { migrations } from '../../../infrastructure/database/migrations/index.ts';
import { testDatabase } from '../../support/postgres.ts';

const cups = { name: '0001-cups', sql: 'create table cups (n integer)' };
const saucers = { name: '0002-saucers', sql: 'create table saucers (n integer)' };

test('migrations run once, in their order; later ones when they come', async (t) => {
  const pool = (await testDatabase(t)).pool();

  t.strictSame(await migrate(pool, [cups]), ['0001-cups']);
  t.strictSame(await migrate(pool, [cups, saucers]), ['0002-saucers']);
  t.strictSame(await migrate(pool, [cups, saucers]), []);
  t.match(await pool.query('select from cups, saucers'), { rowCount: 0 });
});

test('programs that start together wait for the one that migrates', async (t) => {
  const database = await testDatabase(t);

  const ran = await Promise.all([1, 2, 3, 4].map(() => migrate(database.pool(), [cups, saucers])));

  t.strictSame(ran.flat().sort(), ['0001-cups', '0002-saucers']);
});

test('a migration that fails leaves nothing of itself, and is named', async (t) => {
  const pool = (await testDatabase(t)).pool();
  const broken = { name: '0002-broken', sql: 'create table saucers (n integer); create table cups (n integer)' };

  await t.rejects(migrate(pool, [cups, broken]), { message: 'Migration 0002-broken failed: relation "cups" already exists' });

  t.strictSame(await migrate(pool, [cups, saucers]), ['0002-saucers']);
});

test('a database of a newer program is left alone', async (t) => {
  const pool = (await testDatabase(t)).pool();
  await migrate(pool, [cups, saucers]);

  await t.rejects(migrate(pool, [cups]), new NewerDatabase(['0002-saucers']));
});

test('all of the program’s own run on an empty database, and their names are in order', async (t) => {
  const pool = (await testDatabase(t)).pool();
  const names = migrations.map(({ name }) => name);

  t.strictSame(await migrate(pool), names);
  t.strictSame(names, names.toSorted());
});
