import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import { clientConfig, openPool, type DatabaseAddress, type PoolOptions } from '../../infrastructure/database/connection.ts';
import { EmbeddedPostgres } from '../../infrastructure/database/embedded/embedded-postgres.ts';
import { findPlatformPackage } from '../../infrastructure/database/embedded/platform-package.ts';
import { isReachableByOthers } from '../../infrastructure/database/embedded/reach.ts';
import { createDatabase, dropDatabase, ensureTemplate, hurry, sweepDatabases, urlOf, within, type Template } from './databases.ts';

export type { Template } from './databases.ts';

/** What of a test the harness needs. */
export interface TestScope {
  teardown(ended: () => void | Promise<void>): void;
}

/** A database of one test's own, dropped when the test ends. */
export interface TestDatabase {
  readonly address: DatabaseAddress;
  /** The same as one string, for the environment of another program. */
  readonly url: string;
  readonly connection: pg.ClientConfig;
  /** A new pool on it, ended before the database is dropped. */
  pool(options?: PoolOptions): pg.Pool;
}

let server: Promise<DatabaseAddress> | undefined;

/**
 * Creates a database, from the template if one is given, on the one PostgreSQL of all test programs of this checkout: the server that
 * `COLOPHON_TEST_DATABASE_URL` names, else an embedded one that lives as long as a test program does and keeps its templates.
 */
export async function testDatabase(t: TestScope, options: { readonly template?: Template } = {}): Promise<TestDatabase> {
  const admin = await (server ??= openServer());
  const template = options.template && (await ensureTemplate(admin, options.template));
  const name = await createDatabase(admin, template);
  const address = within(admin, name);
  const pools: pg.Pool[] = [];
  t.teardown(async () => {
    await Promise.all(pools.filter((pool) => !pool.ending).map((pool) => pool.end()));
    await dropDatabase(admin, name);
  });
  return {
    address,
    url: urlOf(address),
    connection: clientConfig(address, 'colophon-test'),
    pool(poolOptions) {
      const pool = openPool(address, { applicationName: 'colophon-test', ...poolOptions });
      pools.push(pool);
      return pool;
    },
  };
}

/** Never closed: the system lets go of the lease for a program that ends, however it ends. */
async function openServer(): Promise<DatabaseAddress> {
  const given = process.env.COLOPHON_TEST_DATABASE_URL;
  if (given) return given;
  const address = await new EmbeddedPostgres(sharedHome()).open();
  await hurry(address);
  await sweepDatabases(address);
  return address;
}

/** One per user, checkout and major version, where the user whom PostgreSQL runs as can reach it. */
function sharedHome(): string {
  const project = createHash('sha256')
    .update(resolve(import.meta.dirname, '../..'))
    .digest('hex')
    .slice(0, 8);
  const uid = process.getuid?.();
  const home = join(isReachableByOthers(tmpdir()) ? tmpdir() : '/tmp', `colophon-test-${uid}-${findPlatformPackage().major}-${project}`);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  if (lstatSync(home).uid !== uid) throw new Error(`${home} belongs to somebody else`);
  return home;
}
