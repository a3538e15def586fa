import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { clusterName } from './connection.ts';
import { EmbeddedPostgresError } from './error.ts';
import { systemCode } from './file-errors.ts';
import { privateFolder } from './private-folder.ts';
import { runProgram } from './run-program.ts';
import { scratchName, sweepScratch } from './scratch.ts';

const elsewhere = 'or choose another folder with COLOPHON_DATA';

/** Whether there is a cluster in the data folder; throws for one that this program cannot serve. */
export function hasCluster(data: string, account: Account | undefined, major: string): boolean {
  const found = fs.statSync(data, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (!found.isDirectory()) {
    throw new EmbeddedPostgresError('data_damaged', `${data} is a file where a folder should be. Move it away, ${elsewhere}.`);
  }
  if (found.uid !== (account?.uid ?? process.getuid?.())) {
    throw new EmbeddedPostgresError(
      'wrong_owner',
      `The database in ${data} belongs to user ${found.uid}. Run as that user or as root, ${elsewhere}.`,
    );
  }
  if (fs.readdirSync(data).length === 0) return false;
  const version = readVersion(data);
  if (version === undefined || !/^\d+$/.test(version)) {
    throw new EmbeddedPostgresError(
      'data_damaged',
      `The database in ${data} is damaged: its file PG_VERSION is ${version === undefined ? 'missing' : 'unreadable'}. Restore the folder from a backup, ${elsewhere}.`,
    );
  }
  if (version !== major) {
    throw new EmbeddedPostgresError(
      'wrong_major',
      `The database in ${data} was made by PostgreSQL ${version}; this program brings ${major}. Export it with the version of Colophon that made it, ${elsewhere}.`,
    );
  }
  return true;
}

/** Makes the cluster and its database aside, then puts it in its place in one step; the loser of a race throws its own away. */
export async function createCluster(home: string, data: string, bin: string, account: Account | undefined): Promise<void> {
  sweepScratch(home);
  const fresh = privateFolder(join(home, scratchName('init')), account);
  try {
    // No locale of the system is involved: the same order of text everywhere.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    await runProgram(join(bin, 'initdb'), ['-D', fresh, '-U', clusterName, '--auth=trust', '--no-instructions', ...locale], account);
    await runProgram(join(bin, 'postgres'), ['--single', '-D', fresh, 'postgres'], account, `create database ${clusterName}\n`);
    fs.renameSync(fresh, data);
    syncFolder(home);
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST'].includes(systemCode(error) ?? '')) return;
    throw systemCode(error) === undefined ? explainInit(error, home) : error;
  }
}

function readVersion(data: string): string | undefined {
  try {
    return fs.readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function syncFolder(folder: string): void {
  const descriptor = fs.openSync(folder, 'r');
  fs.fsyncSync(descriptor);
  fs.closeSync(descriptor);
}

function explainInit(error: unknown, home: string): EmbeddedPostgresError {
  const full = /No space left/.test(String(error));
  const unknown = /could not look up effective user/.test(String(error));
  const advice = full ? 'Make room, or c' : unknown ? 'Run as a user that the system knows, or c' : 'C';
  return new EmbeddedPostgresError(
    full ? 'data_not_writable' : 'cannot_run',
    `PostgreSQL could not make its data folder in ${home}: ${String(error)}\n${advice}hoose another folder with COLOPHON_DATA.`,
    { cause: error },
  );
}
