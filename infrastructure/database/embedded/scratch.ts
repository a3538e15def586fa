import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './process-table.ts';

const mine = new Set<string>();

/** A name for a thing in the making that tells later programs whose it is: `<prefix>.new-<pid>-<n>`. */
export function scratchName(prefix: string): string {
  const name = `${prefix}.new-${process.pid}-${mine.size}`;
  mine.add(name);
  return name;
}

/** True for a name that {@link scratchName} gave. */
export function isScratch(name: string): boolean {
  return /\.new-\d+-\d+$/.test(name);
}

/**
 * Removes the scratch of dead programs from the folder. One that bears our own pid and is not of our making is of a dead one too:
 * in a container the same pid comes again.
 */
export function sweepScratch(folder: string): void {
  for (const name of readdirSync(folder).filter(isScratch)) {
    const pid = Number(name.split('-').at(-2));
    const inUse = pid === process.pid ? mine.has(name) : isAlive(pid);
    if (!inUse) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
