import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

function fromProc(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The second field is the program's name in brackets and may hold anything, so the fields are counted from its end.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? null : `${bootId()} ${fields[18]}`;
}

function fromPs(pid: number): string | null {
  const ps = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  const [state, ...start] = (ps.stdout ?? '').trim().split(/\s+/);
  return !state || state.startsWith('Z') ? null : start.join(' ');
}

/**
 * What tells a process from a later one with the same pid: the moment it started (with the boot of the machine). `null` when there is no
 * such process, or when only its entry in the process table is left because its parent has not looked at it.
 */
export const processIdentity = (pid: number): string | null => (process.platform === 'linux' ? fromProc(pid) : fromPs(pid));
