import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { lowerPriority, niceness } from '../priority.ts';
import { openPool, type DatabaseAddress, type PoolOptions } from './connection.ts';

const serverTitle = /^postgres: /;
/** The system takes one wish about a session in so many milliseconds. */
const wishesMs = 120;
const mostWishes = 20;

/** A pool for long work that nobody waits for: where the database runs on this machine, its processes for it let all others go first. */
export function openPoolThatGivesWay(address: DatabaseAddress, options: PoolOptions): pg.Pool {
  const pool = openPool(address, options);
  pool.on('connect', (client) => void serverGivesWay(serverOf(client)));
  return pool;
}

/** The process that serves a connection; the driver's types leave it out. */
const serverOf = (client: object): number | null => (client as { readonly processID?: number | null }).processID ?? null;

/**
 * Each process of the database is a session of its own; where the system weighs sessions against each other before it weighs their
 * processes, the session is lowered, too.
 */
async function serverGivesWay(pid: number | null): Promise<void> {
  if (process.platform !== 'linux' || pid === null) return;
  const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!serverTitle.test(title)) return;
  lowerPriority(pid);
  for (let wish = 1; wish <= mostWishes; wish++) {
    const taken = await writeFile(`/proc/${pid}/autogroup`, String(niceness)).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code !== 'EAGAIN',
    );
    if (taken) return;
    await setTimeout(wishesMs, undefined, { ref: false });
  }
}
