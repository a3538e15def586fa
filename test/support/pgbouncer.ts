import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { databaseLine } from './database-line.ts';
import { freePort } from './free-port.ts';
import type { TestDatabase, TestScope } from './postgres.ts';

/** Debian keeps it where only the administrator looks for programs. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };

/** Why tests with PgBouncer are skipped on this machine; null when they are not. */
export const withoutPgBouncer: string | null =
  spawnSync('pgbouncer', ['--version'], { env }).status === 0 ? null : 'there is no pgbouncer on this machine';

/** A PgBouncer before a database, which ends with the test. Resolves with the address that it takes connections at. */
export async function pgBouncer(t: TestScope, { connection }: TestDatabase, mode: 'session' | 'transaction'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'colophon-pgbouncer-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const { host, port: behind, user, database, password } = new pg.Client(connection);
  const line = await databaseLine(t, { host, port: behind }); // the folder of the embedded server's socket is closed to PgBouncer's user
  const target = { host: '127.0.0.1', port: line.port, user, dbname: database, ...(typeof password === 'string' ? { password } : {}) };
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: mode,
    ignore_startup_parameters: 'options,extra_float_digits',
    ...(process.getuid?.() === 0 ? { user: 'nobody' } : {}),
  };
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(file, `[databases]\nbehind = ${joined(target, ' ')}\n[pgbouncer]\n${joined(settings, '\n')}\n`, { mode: 0o644 });
  const child = spawn('pgbouncer', [file], { stdio: ['ignore', 'ignore', 'pipe'], env });
  t.teardown(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });
  let said = '';
  for await (const part of child.stderr.iterator({ destroyOnReturn: false })) {
    said += String(part);
    if (said.includes('process up')) break;
  }
  child.stderr.resume();
  if (!said.includes('process up')) throw new Error(`PgBouncer did not start: ${said}`);
  return `postgres://colophon@127.0.0.1:${port}/behind`;
}

const joined = (settings: Record<string, unknown>, between: string): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(between);
