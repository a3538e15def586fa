import { test } from 'tap';
import { readModels } from '../../../infrastructure/database/kysely.ts';
import { migratedDatabase } from '../../support/migrated.ts';

interface Tables {
  readonly lamps: { readonly id: number; readonly colour: string; readonly lumens?: string };
}

test('queries are prepared once per connection, and anew when a view has got other columns', async (t) => {
  const pool = (await migratedDatabase(t)).pool({ max: 1 });
  await pool.query(`create view read.lamps as select 1 as id, 'red' as colour`);
  const db = readModels<Tables>(pool);
  const lamps = () => db.selectFrom('lamps').selectAll().where('id', '=', 1).execute();
  const kept = async () => (await pool.query('select name from pg_prepared_statements')).rows.length;

  t.same([await lamps(), await lamps()], [[{ id: 1, colour: 'red' }], [{ id: 1, colour: 'red' }]]);
  t.equal(await kept(), 1);

  await pool.query('drop view read.lamps');
  await pool.query(`create view read.lamps as select 1 as id, 'red' as colour, '400' as lumens`);
  t.same([await lamps(), await lamps()], [[{ id: 1, colour: 'red', lumens: '400' }], [{ id: 1, colour: 'red', lumens: '400' }]]);
});

test('a list of many values is not prepared, and a statement that fails says why', async (t) => {
  const pool = (await migratedDatabase(t)).pool({ max: 1 });
  await pool.query(`create view read.lamps as select n as id, 'red' as colour from generate_series(1, 30) n`);
  const db = readModels<Tables>(pool);
  const ids = Array.from({ length: 20 }, (_, n) => n);
  t.equal((await db.selectFrom('lamps').select('id').where('id', 'in', ids).execute()).length, 19);
  t.same((await pool.query('select name from pg_prepared_statements')).rows, []);
  await t.rejects(db.selectFrom('lamps').select('lumens').execute(), { code: '42703' });
});
