import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import type { Test } from 'tap';
import { agentEntry, agentEnvironment } from '../../../../interfaces/agent/launch.ts';
import { processIdentity } from '../../../../interfaces/agent/process-identity.ts';
import type { AgentSettings } from '../../../../interfaces/agent/settings.ts';
import { farm, FakeServer, seed } from './fake-server.ts';

export interface AgentProcess {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  readonly output: Promise<string>;
  readonly errors: Promise<string>;
}

export const openServer = async (t: Test): Promise<FakeServer> => {
  const server = await new FakeServer().open();
  t.teardown(() => server.close());
  return server;
};

/** Quick settings, and nothing of this machine's but what a program needs. */
export const testSettings = (server: FakeServer, data: string, settings: Partial<AgentSettings> = {}) => ({
  server: server.url,
  farm,
  seed,
  data,
  hostname: 'host-1',
  logInterval: 0.05,
  grace: 5,
  ...settings,
});

const compileCache = join(process.cwd(), '.tap', 'compile-cache');

/** Starts the real agent program. Whatever it and its tasks leave running ends with the test. */
export function startAgent(t: Test, server: FakeServer, data: string, settings: Partial<AgentSettings> = {}): AgentProcess {
  const env = {
    PATH: process.env.PATH,
    HOME: data,
    NODE_COMPILE_CACHE: compileCache,
    ...agentEnvironment(testSettings(server, data, settings)),
  };
  const child = spawn(process.execPath, [agentEntry], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  t.teardown(async () => {
    child.kill('SIGKILL');
    await exited;
    killTasks(data);
  });
  return { pid: child.pid!, child, exited, output: text(child.stdout), errors: text(child.stderr) };
}

export async function killAgent({ child, exited }: AgentProcess): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}

export function killTasks(data: string): void {
  const claims = join(data, 'claims');
  if (!existsSync(claims)) return;
  for (const name of readdirSync(claims)) {
    try {
      process.kill(-taskPid(data, name), 'SIGKILL');
    } catch {
      // It has ended, or never began.
    }
  }
}

/** The pid of a claim's process group. */
export function taskPid(data: string, claim: string): number {
  return (JSON.parse(readFileSync(join(data, 'claims', claim, 'claim.json'), 'utf8')) as { process: { pid: number } }).process.pid;
}

/** The folders of claims that are left. */
export const claimFolders = (data: string): string[] => readdirSync(join(data, 'claims'));

/** Resolves when there is no such process any more. It is no child of ours, so there is nothing to be told by. */
export async function processGone(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  while (identity !== null && processIdentity(pid) === identity) await setImmediate();
}
