import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { ImageRow } from './fold.ts';

export const oneImage = (db: Kysely<Tables>, id: string): Promise<ImageRow | undefined> =>
  db.selectFrom('images').selectAll().where('id', '=', id).executeTakeFirst();

export async function imagesById(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, ImageRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('images').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Projects with elements on this image. */
export async function corporaShowing(db: Kysely<Tables>, imageId: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('elements').select('corpusId').distinct().where('imageId', '=', imageId).execute();
  return rows.map(({ corpusId }) => corpusId);
}
