import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { preparing } from './preparing.ts';

/**
 * Queries of the read models: tables are the views of schema `read`, columns are the rows' properties. The keys inside JSON
 * columns are data and stay as they are. Destroying it ends the pool.
 */
export const readModels = <Tables>(pool: Pool): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: preparing(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  }).withSchema('read');
