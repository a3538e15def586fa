import { migrate } from '../../infrastructure/database/migrate.ts';
import { migrations } from '../../infrastructure/database/migrations/index.ts';
import { prepareGenerations } from '../../projections/engine/prepare.ts';
import { allProjections } from '../../projections/index.ts';
import { testDatabase, type TestDatabase, type TestScope } from './postgres.ts';

const shapes = allProjections.map(({ name, version, table, takes, rollups = [] }) => [
  name,
  version,
  table,
  takes,
  rollups.map((rollup) => [rollup.name, rollup.table]),
]);

/** A database with Colophon's own tables and all read models, empty: copied, so that no test has to make some fifty tables. */
export const readModelDatabase = (t: TestScope): Promise<TestDatabase> =>
  testDatabase(t, {
    template: {
      key: JSON.stringify([migrations, shapes]),
      prepare: async (pool) => {
        await migrate(pool);
        await prepareGenerations(pool, allProjections);
      },
    },
  });
