import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { clientConfig, openPool, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { isAlive } from '../../infrastructure/database/embedded/process-table.ts';

/** What new databases start from. It is kept for later runs, so the key must change with everything that `prepare` does: a hash of it. */
export interface Template {
  readonly key: string;
  /** Fills an empty database; the pool is ended by the harness. */
  prepare(pool: pg.Pool): Promise<void>;
}

/** Key of the advisory lock under which one program at a time makes or removes templates. */
const lock = 0x74656d70;
const dayMs = 86_400_000;

/** Creates a database whose name tells whose it is, and returns that name. */
export async function createDatabase(admin: DatabaseAddress, template = 'template1'): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await withClient(admin, (client) => client.query(`create database ${name} template ${template}`));
  return name;
}

/** Drops it, whoever is connected. */
export async function dropDatabase(admin: DatabaseAddress, name: string): Promise<void> {
  await withClient(admin, (client) => client.query(`drop database if exists ${name} with (force)`));
}

export const templateName = (key: string): string => `template_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;

/** Makes the template unless it is there; programs that want it at once wait for the one that makes it. Returns its name. */
export async function ensureTemplate(admin: DatabaseAddress, { key, prepare }: Template): Promise<string> {
  const name = templateName(key);
  await withClient(admin, async (client) => {
    // Held until this client leaves.
    await client.query('select pg_advisory_lock($1)', [lock]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 1) return;
    await dropOldTemplates(client);
    const unfinished = `${name}_unfinished`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished}`);
    const pool = openPool(within(admin, unfinished));
    await prepare(pool).finally(() => pool.end());
    await client.query(`comment on database ${unfinished} is '${new Date().toISOString()}'`);
    await client.query(`alter database ${unfinished} rename to ${name}`);
  });
  return name;
}

/**
 * Lets the server of a test run leave it to the system when bytes reach the disk. Tests kill programs, never the power, and hundreds of
 * databases are made and dropped: on a slow disk most of a run would be waiting for it.
 */
export async function hurry(admin: DatabaseAddress): Promise<void> {
  await withClient(admin, async (client) => {
    const { rows } = await client.query<{ fsync: string }>('show fsync');
    if (rows[0]?.fsync === 'off') return;
    await client.query('alter system set fsync = off');
    await client.query('select pg_reload_conf()');
  });
}

/** Drops the databases of test programs of this machine that died before they could. */
export async function sweepDatabases(admin: DatabaseAddress): Promise<void> {
  await withClient(admin, async (client) => {
    const { rows } = await client.query<{ name: string; pid: string }>(
      `select datname as name, split_part(datname, '_', 2) as pid from pg_database where datname ~ '^test_[0-9]+_'`,
    );
    for (const { name, pid } of rows) if (!isAlive(Number(pid))) await client.query(`drop database if exists ${name} with (force)`);
  });
}

/** The address of another database on the same server. */
export function within(admin: DatabaseAddress, database: string): DatabaseAddress {
  if (typeof admin !== 'string') return { ...admin, database };
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
}

export function urlOf(address: DatabaseAddress): string {
  if (typeof address === 'string') return address;
  const { host, port, user, database } = address;
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

async function dropOldTemplates(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; made: string | null }>(
    `select datname as name, shobj_description(oid, 'pg_database') as made from pg_database where datname ~ '^template_[0-9a-f]{16}$'`,
  );
  for (const { name, made } of rows) {
    if (Date.now() - Date.parse(made ?? '1970') > dayMs) await client.query(`drop database if exists ${name}`);
  }
}

async function withClient<T>(address: DatabaseAddress, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(clientConfig(address, 'colophon-test'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
