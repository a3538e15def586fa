import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isReachableByOthers } from './reach.ts';

/**
 * Where the embedded database lives: `<dataFolder>/postgres`. PostgreSQL refuses root and runs as another user then; where that user
 * could not get there, it is `/var/lib/colophon/<project>-<hash of the data folder's path>`. A cluster that exists stays where it is.
 */
export function defaultPostgresHome(dataFolder: string, projectFolder: string): string {
  const near = join(resolve(dataFolder), 'postgres');
  if (process.getuid?.() !== 0 || existsSync(join(near, 'pgdata')) || isReachableByOthers(near)) return near;
  const hash = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 8);
  return join('/var/lib/colophon', `${basename(resolve(projectFolder))}-${hash}`);
}
