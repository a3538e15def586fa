import type { Kysely } from 'kysely';
import type { Tables } from '../../../projections/tables.ts';
import type { Located } from '../edge/target.ts';
import { located } from '../edge/target.ts';

/** The project of an element. */
export async function corpusOfElement(db: Kysely<Tables>, id: string): Promise<Located | null> {
  const row = await db.selectFrom('elements').select('corpusId').where('id', '=', id).executeTakeFirst();
  return row ? { kind: 'corpus', id: row.corpusId } : null;
}

/** The project of the element in the path. */
export const corpusOfElementInPath = located<{ readonly id: string }>(({ path }, { db }) => corpusOfElement(db, path.id));
