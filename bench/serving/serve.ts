import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { Api } from '../../interfaces/cli/api.ts';
import { databaseUrl } from '../database-url.ts';
import type { Workbench } from '../workbench.ts';
import { environmentWith } from './environment.ts';
import { scratchFolder } from './scratch-folder.ts';

/** The program that people call. */
export const cli = resolve(import.meta.dirname, '../../interfaces/cli/main.ts');

/** A server under test: a process of its own, on a database and a data folder of its own. */
export interface Served {
  readonly url: string;
  readonly address: DatabaseAddress;
  /** Of an administrator. */
  readonly token: string;
  readonly api: Api;
  /** What another program needs to work on the same database and data folder. */
  readonly env: NodeJS.ProcessEnv;
}

/** Starts `colophon serve`, without an agent of its own, and makes an administrator; ended with the workbench. */
export async function serve(
  workbench: Workbench,
  settings: Readonly<Record<string, string>> = {},
  given?: DatabaseAddress,
): Promise<Served> {
  const address = given ?? (await workbench.database());
  const env = environmentWith({
    COLOPHON_DATABASE_URL: databaseUrl(address),
    COLOPHON_DATA: scratchFolder(workbench, 'serve'),
    COLOPHON_PORT: '0',
    COLOPHON_LOCAL_AGENT: 'false',
    ...settings,
  });
  const child = spawn(process.execPath, [cli, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  workbench.onEnd(() => ended(child));
  const url = await listening(child);
  const create = ['users', 'create', '--email', 'bench@colophon.localhost', '--admin', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...create], { env });
  const { token } = JSON.parse(stdout) as { readonly token: string };
  return { url, address, token, api: new Api(url, token), env };
}

async function listening({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The output of the server is not heard.');
  for await (const line of createInterface({ input: stdout })) {
    const [, url] = /^listening on (\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    stdout.resume();
    return url;
  }
  throw new Error('The server ended before it listened.');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
