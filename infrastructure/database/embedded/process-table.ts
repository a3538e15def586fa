import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { systemCode } from './file-errors.ts';

/** True when a process of that id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/**
 * True only when the process is certainly not the postmaster of the data folder: a zombie, or an id used again after a reboot
 * or in a new container.
 */
export function isAnotherProcess(pid: number, data: string): boolean {
  const args = argumentsOf(pid);
  if (args === undefined) return false;
  if (!args.some((arg) => arg.includes('postgres')) || args[0]?.startsWith('postgres: ')) return true;
  const folder = args[args.indexOf('-D') + 1];
  return args.includes('-D') && folder !== undefined && !isSameFolder(folder, data);
}

function argumentsOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    const ps = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return ps.status === 0 ? [ps.stdout] : undefined;
  }
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
