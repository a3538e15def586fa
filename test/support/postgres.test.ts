import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { test } from 'tap';
import { createDatabase, dropDatabase, templateName, urlOf, within, type Template } from './databases.ts';
import { testDatabase } from './postgres.ts';

const exists = async (pool: pg.Pool, database: string): Promise<boolean> =>
  (await pool.query('select from pg_database where datname = $1', [database])).rowCount === 1;

test('a test has an empty database of its own, gone with the test', async (t) => {
  const mine = (await testDatabase(t)).pool();
  let name = '';

  await t.test('while it runs', async (t) => {
    const database = await testDatabase(t);
    const { rows } = await database.pool().query<{ name: string }>('select current_database()::text as name');
    name = rows[0]?.name ?? '';
    t.equal((await database.pool().query(`select from pg_tables where schemaname = 'public'`)).rowCount, 0);
    t.ok(await exists(mine, name));
  });

  t.notOk(await exists(mine, name));
});

test('a template is made once, however many want it at once', async (t) => {
  const admin = (await testDatabase(t)).address;
  let made = 0;
  const template: Template = {
    key: randomUUID(),
    async prepare(pool) {
      made++;
      await pool.query('create table prepared as select 7 as answer');
    },
  };

  const databases = await Promise.all([1, 2, 3].map(() => testDatabase(t, { template })));

  t.teardown(() => dropDatabase(admin, templateName(template.key)));
  t.equal(made, 1);
  for (const database of databases) t.match(await database.pool().query('select answer from prepared'), { rows: [{ answer: 7 }] });
});

test('a template whose making failed is made anew', async (t) => {
  const admin = (await testDatabase(t)).address;
  const key = randomUUID();
  t.teardown(() => dropDatabase(admin, templateName(key)));
  const failing = testDatabase(t, { template: { key, prepare: () => Promise.reject(new Error('no such luck')) } });
  await t.rejects(failing, { message: 'no such luck' });

  const database = await testDatabase(t, {
    template: { key, prepare: async (pool) => void (await pool.query('create table prepared ()')) },
  });

  t.match(await database.pool().query('select from prepared'), { rowCount: 0 });
});

test('a server given by its URL serves as well', async (t) => {
  const { url } = await testDatabase(t);

  const name = await createDatabase(url);
  t.teardown(() => dropDatabase(url, name));

  const client = new pg.Client(urlOf(within(url, name)));
  await client.connect();
  t.match(await client.query('select current_database()::text as name'), { rows: [{ name }] });
  await client.end();
});
