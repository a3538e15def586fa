import type { Pool } from 'pg';

const question = `select system_identifier::text || '/' || oid as database from pg_control_system(), pg_database where datname = current_database()`;

/** Whether two addresses lead to one database. */
export async function sameDatabase(one: Pool, other: Pool): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((pool) => pool.query<{ database: string }>(question)));
  return a?.rows[0]?.database === b?.rows[0]?.database;
}
