import { fstatSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino, stdSerializers, type DestinationStream } from 'pino';
import { dataFolderOf } from '../../infrastructure/container/data-folder.ts';
import type { Settings } from '../../infrastructure/settings.ts';

/** A file this long makes room; so many older ones are kept as `<name>.1` (the newest) and so on. */
const longest = 64 * 1024 ** 2;
const kept = 5;
const everyMs = 10_000;

/** Where `serverLog` writes, for people. */
export const logPlace = (settings: Pick<Settings, 'logTo' | 'data'>): string =>
  settings.logTo === 'stdout' ? 'standard output' : join(dataFolderOf(settings), 'colophon.log');

/** An error without the connection that the driver of the database hangs to it: pages of its inside, the key to cancel its work too. */
const serializers = {
  err(error: Error): object {
    const { client: _, ...told } = stdSerializers.err(error) as ReturnType<typeof stdSerializers.err> & { readonly client?: unknown };
    return told;
  },
};

/**
 * Structured log lines: in `<data>/colophon.log`, so that the terminal is for people, or on standard output, for whoever collects them
 * there. @throws UnusableDataFolder
 */
export function serverLog(settings: Pick<Settings, 'logTo' | 'logLevel' | 'data'>): pino.Logger {
  const options = { level: settings.logLevel, serializers };
  return pino(options, settings.logTo === 'stdout' ? destination({ dest: 1, sync: false }) : rotatedFile(logPlace(settings)));
}

/** Nothing but what is wrong, on standard error: for commands that end at once. */
export const quietLog = (): pino.Logger => pino({ level: 'error', serializers }, destination(2));

function rotatedFile(path: string): DestinationStream {
  const file: ReturnType<typeof destination> & { readonly fd?: number } = destination({ dest: path, append: true, sync: false });
  setInterval(() => {
    if (file.fd !== undefined && file.fd >= 0 && makeRoom(path, file.fd)) file.reopen();
  }, everyMs).unref();
  return file;
}

/**
 * Moves a long log aside; true when the path leads to another file now than the one that is open. Several programs may write to one file:
 * only one that still has the file at the path moves it, and the others follow to the new one.
 */
export function makeRoom(path: string, fd: number, limit = longest): boolean {
  const open = fstatSync(fd);
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.ino !== open.ino) return true;
  if (open.size < limit) return false;
  rmSync(`${path}.${kept}`, { force: true });
  for (let age = kept - 1; age >= 1; age--) moveIfThere(`${path}.${age}`, `${path}.${age + 1}`);
  moveIfThere(path, `${path}.1`);
  return true;
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to);
}
