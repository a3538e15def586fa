import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Pool } from 'pg';

/** Begins to watch. What it returns says what share (0 to 1) of the machine others have used since. */
export type Others = () => () => number;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const parentOf = (pid: number | string): number => {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
};

/** Milliseconds that all processors together have worked, in hundredths of a second. */
function busyMs(): number {
  const [, user = 0, nice = 0, system = 0, , , interrupts = 0, soft = 0] = (read('/proc/stat').split('\n')[0] ?? '')
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + interrupts + soft) * 10;
}

/** Milliseconds that this program and the PostgreSQL have worked; a PostgreSQL process has one thread. */
function ownMs(postmaster: number): number {
  const servers = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === postmaster);
  const { user, system } = process.cpuUsage();
  return (
    [postmaster, ...servers].reduce<number>((sum, pid) => sum + Number(read(`/proc/${pid}/schedstat`).split(' ')[0] ?? 0) / 1e6, 0) +
    (user + system) / 1e3
  );
}

/** What was worked since the machine began, in milliseconds: by all processors together, by us, and when that was looked at. */
export interface Worked {
  readonly at: number;
  readonly all: number;
  readonly own: number;
}

/** The share (0 to 1) of the machine that was neither idle nor ours between two looks. */
export const shareOfOthers = (before: Worked, after: Worked, processors: number): number =>
  (after.all - before.all - (after.own - before.own)) / ((after.at - before.at) * processors);

/**
 * Tells what others do on the machine: a store that needs two processes loses more to a crowd than a yardstick of thirty-three, so a
 * ratio taken in a crowd says little. Null where the system does not tell: on others than Linux, or with a PostgreSQL elsewhere.
 */
export async function othersBeside(pool: Pool): Promise<Others | null> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const backend = rows[0]?.pid ?? 0;
  if (!read(`/proc/${backend}/cmdline`).includes('postgres')) return null;
  const postmaster = parentOf(backend);
  const look = (): Worked => ({ at: performance.now(), all: busyMs(), own: ownMs(postmaster) });
  return () => {
    const before = look();
    return () => shareOfOthers(before, look(), cpus().length);
  };
}
