import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UnusableRequest, type KeptBackup } from '../../../application/upkeep/work.ts';
import { manifestIn } from '../../backup/backup-folder.ts';
import { UnusableBackup } from '../../backup/manifest.ts';
import type { Settings } from '../../settings.ts';
import { bytesOf } from '../log-tools/reports.ts';

/** Where backups that are asked for over REST lie. */
export const backupFolder = ({ backups }: Pick<Settings, 'backups'>, dataFolder: string): string =>
  backups === undefined ? join(dataFolder, 'backups') : resolve(backups);

/** Where the data folders of what is restored over REST lie. */
export const restoredFolder = (dataFolder: string): string => join(dataFolder, 'restored');

/** The path of something in a folder by its plain name, which leads nowhere else. @throws UnusableRequest */
export function pathOf(folder: string, field: string, name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) || name.includes('..') || name.endsWith('.partial'))
    throw new UnusableRequest(
      field,
      'Must be a plain name: up to 100 letters, digits, ".", "_" and "-", the first a letter or digit, without ".." and not ending in ".partial".',
    );
  return join(folder, name);
}

export const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;

/** The backups in a folder, by name. One that cannot be read is told, too. */
export async function backupsIn(folder: string): Promise<readonly KeptBackup[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.endsWith('.partial')).map(({ name }) => name);
  return Promise.all(names.sort().map((name) => backupAt(folder, name)));
}

async function backupAt(folder: string, name: string): Promise<KeptBackup> {
  try {
    const { made, log, objects, files } = await manifestIn(join(folder, name));
    return { name, of: { made, ...log, objects, files: files.length, bytes: bytesOf(files) }, problem: null };
  } catch (error) {
    if (error instanceof UnusableBackup) return { name, of: null, problem: error.message };
    throw error;
  }
}
