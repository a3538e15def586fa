import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** True when every user may pass through the folder and all above it; of a folder that is not there yet, those above count. */
export function isReachableByOthers(folder: string): boolean {
  const path = resolve(folder);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && (found.mode & 0o001) === 0) return false;
  return path === dirname(path) || isReachableByOthers(dirname(path));
}
