import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { FarmRow } from './fold.ts';

/** The farm that a start without a farm uses: the oldest one. */
export const defaultFarm = (db: Kysely<Tables>): Promise<FarmRow | undefined> =>
  db.selectFrom('farms').selectAll().orderBy('position').limit(1).executeTakeFirst();

export async function farmNames(db: Kysely<Tables>, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.selectFrom('farms').select(['id', 'name']).where('id', 'in', wanted).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
