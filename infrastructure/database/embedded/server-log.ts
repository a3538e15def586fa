import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.ts';

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = fs.constants;

/** The file `postgres.log` of the home folder, to which the server writes what it has to say. */
export class ServerLog {
  readonly path: string;
  readonly #rotateAtBytes: number;

  constructor(home: string, rotateAtBytes = 10_000_000) {
    this.path = join(home, 'postgres.log');
    this.#rotateAtBytes = rotateAtBytes;
  }

  /** A descriptor for the next server to write to; it belongs to the account, who may be the one to open it next time. Rotates a large file to `postgres.log.1`. */
  openForServer(account: Account | undefined): number {
    if (this.size() > this.#rotateAtBytes) fs.renameSync(this.path, `${this.path}.1`);
    const descriptor = fs.openSync(this.path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
    if (account !== undefined) fs.fchownSync(descriptor, account.uid, account.gid);
    return descriptor;
  }

  /** In bytes; 0 when there is no file yet. */
  size(): number {
    return fs.statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** What was written since the file had that size, at most the last 4000 characters. */
  since(size: number): string {
    if (this.size() === 0) return '';
    return fs.readFileSync(this.path).subarray(size).toString('utf8').slice(-4000);
  }
}
