import { access, constants, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ok, problem, type Check, type Observation } from '../../application/health/check.ts';

/** Where backups lie that are asked for over REST: it can be written, and nobody else may read the keys in it. */
export const backupFolderCheck = (folder: string): Check => ({
  name: 'backup folder',
  vital: false,
  async look() {
    const found = await stat(folder).catch(() => null);
    return found === null ? toBeMade(folder) : [await writable(folder), ...privacy(folder, found.mode)];
  },
});

/** It is made with the first backup. */
async function toBeMade(folder: string): Promise<Observation> {
  try {
    await access(dirname(folder), constants.W_OK | constants.X_OK);
    return ok(`${folder} is made with the first backup that is asked for over REST.`);
  } catch (error) {
    return cannot(folder, error as Error);
  }
}

async function writable(folder: string): Promise<Observation> {
  try {
    await rmdir(await mkdtemp(join(folder, '.probe-')));
    return ok(`${folder} can be written.`);
  } catch (error) {
    return cannot(folder, error as Error);
  }
}

const privacy = (folder: string, mode: number): readonly Observation[] =>
  (mode & 0o077) === 0 ? [] : [problem(`Others may look into ${folder}, where the keys of backups lie.`, `chmod 700 '${folder}'`)];

const cannot = (folder: string, error: Error): Observation =>
  problem(
    `No backup can be made over REST: ${folder} cannot be written: ${error.message}`,
    'Give it to the user who runs this, or name another with COLOPHON_BACKUPS.',
  );
