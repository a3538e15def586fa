import { readdirSync } from 'node:fs';
import { lowerPriority } from '../../priority.ts';

const threads = '/proc/self/task';

/** Lets everything else of this machine go before this process; on Linux its threads have priorities of their own. */
export function giveWay(): void {
  lowerPriority(process.pid);
  if (process.platform === 'linux') for (const thread of readdirSync(threads)) lowerPriority(Number(thread));
}
