import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Settings } from '../settings.ts';

/** The data folder cannot be used. */
export class UnusableDataFolder extends Error {
  constructor(folder: string, cause: Error) {
    super(`The data folder ${folder} cannot be used: ${cause.message}. Choose another with COLOPHON_DATA.`, { cause });
    this.name = 'UnusableDataFolder';
  }
}

/** Absolute path of the data folder, which is made when it is not there yet. @throws UnusableDataFolder */
export function dataFolderOf({ data }: Pick<Settings, 'data'>): string {
  const folder = resolve(data);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw new UnusableDataFolder(folder, error as Error);
  }
}
