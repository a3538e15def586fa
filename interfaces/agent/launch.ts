import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setInterval } from 'node:timers/promises';
import { firstValueFrom, from, map, race, timer } from 'rxjs';
import { livingAgent } from './pid-file.ts';
import { processIdentity } from './process-identity.ts';
import { writeServerAddress } from './server-address.ts';
import { variable } from './settings.ts';
import type { AgentSetting, AgentSettings } from './settings.ts';

/** Absolute path of the agent program, to be run by Node. */
export const agentEntry: string = fileURLToPath(new URL('main.ts', import.meta.url));

/** What a server that starts an agent decides; the rest keeps its default. */
export type LaunchOptions = Pick<AgentSettings, 'server' | 'farm' | 'seed' | 'data'> & Partial<AgentSettings>;

export interface LaunchedAgent {
  readonly pid: number;
  /** It was running already: started by a server that is gone. */
  readonly adopted: boolean;
  /** Its exit code; null when that cannot be known (an adopted one, or one that a signal has ended). */
  readonly exited: Promise<number | null>;
  /** TERM: the agent hands its work back and ends. KILL when it has not 2 s after the grace. */
  stop(): Promise<void>;
}

/** The settings as environment variables. */
export function agentEnvironment(settings: Partial<AgentSettings>): Record<string, string> {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([setting, value]) => [variable(setting as AgentSetting), String(value)]));
}

/**
 * Starts the agent as a child in a process group of its own, so that neither Ctrl-C in a terminal nor the sudden death of this process ends
 * it. If one already lives in the data folder, that one is told the server's address and that it is there
 * (HUP), and goes on: so call this when the server listens. Its output goes to `<data>/agent.log`.
 */
export function launchAgent(options: LaunchOptions): LaunchedAgent {
  mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const living = livingAgent(options.data);
  if (living === null) return spawnAgent(options);
  writeServerAddress(options.data, options.server);
  sendSignal(living, 'SIGHUP');
  return adoptAgent(living, options);
}

function spawnAgent(options: LaunchOptions): LaunchedAgent {
  // The cache halves the time of every start but the first.
  const cache = { NODE_COMPILE_CACHE: join(options.data, 'compile-cache') };
  const env = { ...cache, ...withoutSettings(process.env), ...agentEnvironment({ ...options, followParent: true }) };
  const log = openLog(join(options.data, 'agent.log'));
  const child = spawn(process.execPath, [agentEntry], { env, detached: true, stdio: ['pipe', log, log] });
  closeSync(log);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  child.unref();
  (child.stdin as Socket).unref();
  return { pid: child.pid ?? 0, adopted: false, exited, stop: () => stopAgent(child.pid, exited, options) };
}

function adoptAgent(pid: number, options: LaunchOptions): LaunchedAgent {
  const exited = endOf(pid);
  return { pid, adopted: true, exited, stop: () => stopAgent(pid, exited, options) };
}

/** Watches a process that is no child of ours, without keeping this one alive for it. */
async function endOf(pid: number): Promise<null> {
  const identity = processIdentity(pid);
  for await (const _ of setInterval(100, null, { ref: false })) if (processIdentity(pid) !== identity) break;
  return null;
}

async function stopAgent(pid: number | undefined, exited: Promise<unknown>, { grace = 10 }: LaunchOptions): Promise<void> {
  if (!pid) return;
  sendSignal(pid, 'SIGTERM');
  const inTime$ = from(exited).pipe(map(() => true));
  const late$ = timer((grace + 2) * 1000).pipe(map(() => false));
  if (!(await firstValueFrom(race(inTime$, late$)))) sendSignal(pid, 'SIGKILL');
  await exited;
}

function sendSignal(pid: number, name: 'SIGHUP' | 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

/** The server's own settings (addresses and passwords among them) are no business of the agent. */
const withoutSettings = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('COLOPHON_')));

const longestLog = 10 * 1024 * 1024;

/** Opens for appending; a long one makes room first, so that at most two of them are kept. */
function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > longestLog) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}
