import * as fs from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './file-errors.ts';
import type { Postmaster } from './postmaster-file.ts';
import { isAlive } from './process-table.ts';
import { isScratch, scratchName } from './scratch.ts';

/**
 * A hold on one postmaster: the writing end of the FIFO `lease` in its socket folder. The kernel lets go of it for a program that dies,
 * however it dies; when the last holder is gone, the watcher of `launch-script.ts` reads the end of file and stops the server.
 *
 * The files `holder.new-<pid>-<n>` beside it do not keep anything alive; by them the last holder knows that a shutdown is to be awaited.
 */
export class Lease {
  readonly pid: number;
  readonly #descriptor: number;
  #note: string | undefined;

  constructor(pid: number, descriptor: number) {
    this.pid = pid;
    this.#descriptor = descriptor;
  }

  /** Takes hold of a running postmaster; `undefined` while its lease is not there: it is just starting, or already leaving. */
  static of({ pid, socketFolder }: Postmaster): Lease | undefined {
    try {
      // For both ends, so that opening never blocks.
      const descriptor = fs.openSync(join(socketFolder, 'lease'), fs.constants.O_RDWR);
      // Tells a watcher that saw the end of file just before that somebody came in.
      fs.writeSync(descriptor, `${process.pid}\n`);
      return new Lease(pid, descriptor);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Makes this holder known to the others. */
  sign(socketFolder: string): void {
    if (this.#note !== undefined) return;
    this.#note = join(socketFolder, scratchName('holder'));
    fs.writeFileSync(this.#note, '');
  }

  release(): void {
    if (this.#note !== undefined) fs.rmSync(this.#note, { force: true });
    fs.closeSync(this.#descriptor);
  }
}

/** True when a living program is known to hold the server whose socket folder this is. */
export function hasHolders(socketFolder: string): boolean {
  try {
    return fs.readdirSync(socketFolder).some((name) => isScratch(name) && isAlive(Number(name.split('-').at(-2))));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}
