import { chmodSync, chownSync, lstatSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { EmbeddedPostgresError } from './error.ts';
import { systemCode } from './file-errors.ts';
import { scratchName } from './scratch.ts';

/** Makes the folder and those above it; under an account of its own PostgreSQL must be able to pass through what we made, whatever the umask. */
export function passableFolder(folder: string, account: Account | undefined): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined || account === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) chmodSync(made, (statSync(made).mode & 0o777) | 0o111);
}

/**
 * A folder of mode 0700 for the account (else for ourselves). It appears with its owner in one step, so a concurrent program never
 * sees it half made; one that somebody else put in its place is refused and never given away.
 */
export function privateFolder(folder: string, account: Account | undefined): string {
  passableFolder(dirname(folder), account);
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) makeWhole(folder, account);
  const found = lstatSync(folder);
  const owner = account?.uid ?? process.getuid?.();
  if (!found.isDirectory()) throw new EmbeddedPostgresError('data_damaged', `${folder} is no folder. Move it away.`);
  if (found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw new EmbeddedPostgresError(
      'wrong_owner',
      `${folder} must belong to user ${owner} alone, and does not. Remove it, or run as its owner.`,
    );
  }
  return folder;
}

function makeWhole(folder: string, account: Account | undefined): void {
  const fresh = join(dirname(folder), scratchName(basename(folder)));
  mkdirSync(fresh, { mode: 0o700 });
  try {
    if (account !== undefined) giveTo(fresh, account);
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another program was first.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(systemCode(error) ?? '')) throw error;
  }
}

function giveTo(folder: string, { uid, gid }: Account): void {
  try {
    chownSync(folder, uid, gid);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'cannot_run',
      `PostgreSQL refuses to run as root, and here root may not act as user ${uid} (${systemCode(cause)}). Start the program as an ordinary user.`,
      { cause },
    );
  }
}
