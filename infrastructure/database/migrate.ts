import type { Pool, PoolClient } from 'pg';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

/** Key of the advisory lock under which one program at a time migrates. */
const lock = 0x6d696772;

/** A database that a newer program has migrated: an older one would not know its tables. */
export class NewerDatabase extends Error {
  constructor(names: readonly string[]) {
    super(`The database was made by a newer version of Colophon (${names.join(', ')}): update the program.`);
    this.name = 'NewerDatabase';
  }
}

/**
 * Runs what has not run yet, each in a transaction of its own; programs that start together wait for each other.
 * Returns the names of those it ran. @throws NewerDatabase
 */
export async function migrate(pool: Pool, list: readonly Migration[] = migrations): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    const done = await migrated(client);
    const unknown = done.filter((name) => !list.some((migration) => migration.name === name));
    if (unknown.length > 0) throw new NewerDatabase(unknown);
    const open = list.filter(({ name }) => !done.includes(name));
    for (const migration of open) await run(client, migration);
    return open.map(({ name }) => name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]).then(
      () => client.release(),
      () => client.release(true),
    );
  }
}

async function migrated(client: PoolClient): Promise<readonly string[]> {
  await client.query(`create schema if not exists ops;
    create table if not exists ops.migrations (name text primary key, applied timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string }>('select name from ops.migrations order by name');
  return rows.map(({ name }) => name);
}

async function run(client: PoolClient, { name, sql }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into ops.migrations (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
