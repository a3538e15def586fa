import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Addresses by repository. */
export async function repositoryUrls(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('repositories').select(['id', 'url']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, url }) => [id, url]));
}
