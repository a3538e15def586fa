import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Project of a type. */
export const corpusOfType = async (db: Kysely<Tables>, id: string): Promise<string | null> =>
  (await db.selectFrom('elementTypes').select('corpusId').where('id', '=', id).executeTakeFirst())?.corpusId ?? null;
