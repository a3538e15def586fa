import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { ArtifactRow } from './fold.ts';

/** By path. */
export const artifactsOfTask = (db: Kysely<Tables>, taskId: string): Promise<readonly ArtifactRow[]> =>
  db.selectFrom('artifacts').selectAll().where('taskId', '=', taskId).orderBy('path').execute();

export const oneArtifact = (db: Kysely<Tables>, taskId: string, path: string): Promise<ArtifactRow | undefined> =>
  db.selectFrom('artifacts').selectAll().where('taskId', '=', taskId).where('path', '=', path).executeTakeFirst();
