import type { Kysely } from 'kysely';
import type { CorporaLook } from '../../application/ports/look/corpora.ts';
import type { Tables } from '../tables.ts';

export const corporaLook = (db: Kysely<Tables>): CorporaLook => ({
  async typeIds(corpusId, slugs) {
    if (slugs.length === 0) return new Map();
    const rows = await db
      .selectFrom('elementTypes')
      .select(['slug', 'id'])
      .where('corpusId', '=', corpusId)
      .where('slug', 'in', slugs)
      .execute();
    return new Map(rows.map(({ slug, id }) => [slug, id]));
  },
});
