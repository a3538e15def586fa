import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { agentEntry, agentEnvironment } from '../../../interfaces/agent/launch.ts';
import type { AgentSettings } from '../../../interfaces/agent/settings.ts';
import { killTasks } from '../../interfaces/agent/support/agent-process.ts';
import { environmentOf } from './command.ts';

interface Scope {
  teardown(end: () => void | Promise<void>): void;
}

/** The agent as a program of its own, as on another machine; it and its tasks end with the test. */
export function startAgent(t: Scope, settings: Pick<AgentSettings, 'server' | 'farm' | 'seed' | 'data'>): void {
  const env = environmentOf({ COLOPHON_DATA: settings.data, ...agentEnvironment({ grace: 1, ...settings }) });
  const child = spawn(process.execPath, [agentEntry], { env, stdio: 'ignore' });
  const exited = once(child, 'exit');
  t.teardown(async () => {
    child.kill('SIGTERM');
    await exited;
    killTasks(settings.data);
  });
  process.once('exit', () => child.kill('SIGKILL'));
}
