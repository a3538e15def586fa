import { test } from 'tap';
import { tablesOf } from '../../../../projections/engine/generation.ts';
import { analyzeTables } from '../../../../projections/engine/lifecycle/carry-out.ts';
import { prepareGenerations } from '../../../../projections/engine/prepare.ts';
import { freshGeneration } from '../../../../projections/engine/rebuild.ts';
import { tasks } from '../../../../projections/tasks/fold.ts';
import { migratedDatabase } from '../../../support/migrated.ts';

test('given tables of which the planner knows nothing, when they are analysed twice, then it knows them, and the second time is spared', async (t) => {
  const database = await migratedDatabase(t);
  const pool = database.pool();
  await prepareGenerations(pool, [tasks]);
  const generation = await freshGeneration(pool, tasks);
  const tables = tablesOf(generation).map(({ relation }) => relation);
  const counts = async (): Promise<readonly number[]> => {
    const { rows } = await pool.query<{ analyses: number }>(
      'select analyze_count::int as analyses from pg_stat_user_tables where relid = any($1::text[]::regclass[])',
      [tables],
    );
    return rows.map(({ analyses }) => analyses);
  };

  await analyzeTables(pool, generation);
  t.strictSame(await counts(), [1, 1]);

  await analyzeTables(pool, generation);
  t.strictSame(await counts(), [1, 1]);
});
