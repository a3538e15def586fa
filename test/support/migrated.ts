import { migrate } from '../../infrastructure/database/migrate.ts';
import { migrations } from '../../infrastructure/database/migrations/index.ts';
import { testDatabase, type TestDatabase, type TestScope } from './postgres.ts';

/** A database with all of Colophon's own tables, and no read models yet. */
export const migratedDatabase = (t: TestScope): Promise<TestDatabase> =>
  testDatabase(t, { template: { key: JSON.stringify(migrations), prepare: async (pool) => void (await migrate(pool)) } });
