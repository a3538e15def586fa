import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { privateFolder } from './private-folder.ts';
import { isAlive } from './process-table.ts';
import { isReachableByOthers } from './reach.ts';
import { scratchName, sweepScratch } from './scratch.ts';

/** A socket's path has room for about 100 bytes; `/<pid>/.s.PGSQL.5432` follows. */
const roomForFolder = 76;

/**
 * The private folder in which every postmaster has a socket folder `<pid>` of its own, so no stale lock is in its way:
 *
 *     run/4711/.s.PGSQL.5432   the server's socket
 *     run/4711/lease           what keeps that server alive
 *     run/current -> 4711      one path for pools, which survives restarts
 */
export function runFolder(home: string, account: Account | undefined): string {
  const short = `colophon-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`;
  const near = join(home, 'run');
  const places = [near, join(tmpdir(), short), join('/tmp', short)];
  const fits = (place: string): boolean => Buffer.byteLength(place) <= roomForFolder;
  const reachable = (place: string): boolean => place === near || account === undefined || isReachableByOthers(tmpdir());
  return privateFolder(places.find((place) => fits(place) && reachable(place)) ?? join('/tmp', short), account);
}

/** Removes the socket folders of dead postmasters and the scratch of dead programs. */
export function sweepRunFolder(run: string): void {
  sweepScratch(run);
  for (const name of fs.readdirSync(run)) {
    if (/^\d+$/.test(name) && !isAlive(Number(name))) fs.rmSync(join(run, name), { recursive: true, force: true });
  }
}

/** Points `run/current` to the server's socket folder and returns that path. */
export function pointCurrentTo(socketFolder: string, run: string): string {
  const link = join(run, 'current');
  if (fs.lstatSync(link, { throwIfNoEntry: false }) !== undefined && fs.readlinkSync(link) === socketFolder) return link;
  const fresh = join(run, scratchName('current'));
  fs.symlinkSync(socketFolder, fresh);
  fs.renameSync(fresh, link);
  return link;
}
