import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Project of a type. */
export const corpusOfType = async (db: Kysely<Tables>, id: string): Promise<string | null> =>
  (await db.selectFrom('elementTypes').select('corpusId').where('id', '=', id).executeTakeFirst())?.corpusId ?? null;

/** Slugs by type. */
export async function typeSlugs(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('elementTypes').select(['id', 'slug']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}
