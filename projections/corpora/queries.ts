import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { CorpusRow } from './fold.ts';

export const oneCorpus = (db: Kysely<Tables>, id: string): Promise<CorpusRow | undefined> =>
  db.selectFrom('corpora').selectAll().where('id', '=', id).executeTakeFirst();

/** Public projects and those of the ids given, by name; `ids: 'all'` = every project. */
export function readableCorpora(db: Kysely<Tables>, ids: readonly string[] | 'all'): Promise<readonly CorpusRow[]> {
  const every = db.selectFrom('corpora').selectAll().orderBy('name').orderBy('id');
  return (ids === 'all' ? every : every.where((eb) => eb.or([eb('public', '=', true), eb('id', '=', eb.fn.any(eb.val(ids)))]))).execute();
}
