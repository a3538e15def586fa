import * as fs from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Account } from './account.ts';
import { EmbeddedPostgresError } from './error.ts';
import { systemCode } from './file-errors.ts';
import type { PlatformPackage } from './platform-package.ts';
import { runProgram } from './run-program.ts';
import { isScratch, scratchName, sweepScratch } from './scratch.ts';

/**
 * Our own copy of the programs, made of hard links where possible, in `<home>/runtime/<version>`; returns its `bin`. It survives a
 * reinstall of the packages under a running server, needs no install script, and can be reached by another user.
 */
export function installRuntime(home: string, { native, version }: PlatformPackage): string {
  const all = join(home, 'runtime');
  const target = join(all, `${version}-${process.platform}-${process.arch}`);
  if (fs.existsSync(target)) return join(target, 'bin');
  makeFolder(all);
  sweepScratch(all);
  const fresh = join(all, scratchName(version));
  try {
    copyPrograms(native, fresh);
    linkLibraries(native, fresh);
    fs.renameSync(fresh, target);
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true });
    // Unless another program was first.
    if (!fs.existsSync(target)) throw error;
  }
  return join(target, 'bin');
}

/** Removes other versions. Only for the program that started the server: nobody runs the old ones on this data then. */
export function sweepRuntimes(bin: string): void {
  const current = dirname(bin);
  for (const name of fs.readdirSync(dirname(current))) {
    if (name !== basename(current) && !isScratch(name)) fs.rmSync(join(dirname(current), name), { recursive: true, force: true });
  }
}

/** Tells at once, and why, when the programs cannot run here at all. */
export async function checkRuns(bin: string, home: string, account: Account | undefined): Promise<void> {
  try {
    await runProgram(join(bin, 'postgres'), ['--version'], account);
  } catch (cause) {
    const who = account === undefined ? '' : ` as user ${account.uid} (it refuses root), who must be able to reach that folder`;
    throw new EmbeddedPostgresError(
      'cannot_run',
      `The embedded PostgreSQL cannot run from ${home}${who}: ${String(cause)}\n` +
        'It needs glibc (not Alpine) and a folder that is not mounted noexec. Choose another folder with COLOPHON_DATA, or remove its subfolder runtime if a copy broke.',
      { cause },
    );
  }
}

function copyPrograms(native: string, fresh: string): void {
  for (const entry of fs.readdirSync(native, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(a|pc|json)$/.test(entry.name)) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(fresh, relative(native, from));
    makeFolder(dirname(to));
    linkOrCopy(from, to, basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
}

function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return;
  makeFolder(dirname(folder));
  fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(folder, 0o755);
}

/** A link shares its mode with the package's file, which is not ours to change: where the mode does not do, copy. */
function linkOrCopy(from: string, to: string, mode: number): void {
  if ((fs.statSync(from).mode & mode & 0o555) === (mode & 0o555)) {
    try {
      fs.linkSync(from, to);
      return;
    } catch (error) {
      if (systemCode(error) === 'ENOSPC') throw error;
    }
  }
  fs.copyFileSync(from, to, fs.constants.COPYFILE_FICLONE);
  fs.chmodSync(to, mode);
}

/** npm drops symbolic links, and not every npm runs the package's script that makes them. */
function linkLibraries(native: string, fresh: string): void {
  const links = JSON.parse(fs.readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) fs.symlinkSync(basename(source), join(fresh, target.replace(/^native\//, '')));
}
