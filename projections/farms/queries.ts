import type { Kysely } from 'kysely';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
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

/** Farms by name; `ids`: only those. */
export async function farmsPage(db: Kysely<Tables>, ids: readonly string[] | 'all', { offset, limit }: PageWanted): Promise<Page<FarmRow>> {
  if (ids !== 'all' && ids.length === 0) return { count: 0, rows: [] };
  const query = db.selectFrom('farms').$if(ids !== 'all', (of) => of.where('id', 'in', ids as readonly string[]));
  const { count } = await query.select((of) => of.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  const rows = await query.selectAll().orderBy('name').orderBy('id').offset(offset).limit(limit).execute();
  return { count: Number(count), rows };
}
