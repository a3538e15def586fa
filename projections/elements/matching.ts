import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { ElementKey, Matching, MatchingElement } from '../../application/ports/look/elements.ts';
import { containing } from '../engine/contains.ts';
import type { Tables } from '../tables.ts';
import { kinOf } from './kin.ts';

type Elements = SelectQueryBuilder<Tables, 'elements', object>;

/** The elements that a process works on. Without an element of its own that is any element of the project, whatever its depth. */
function matching(db: Kysely<Tables>, { corpusId, elementId, elementTypeId, nameContains, loadChildren }: Matching): Elements {
  let query: Elements = db.selectFrom('elements').where('elements.corpusId', '=', corpusId);
  if (elementId !== null) {
    const below = loadChildren
      ? kinOf(db, elementId, 'down').selectFrom('kin').select('kin.id')
      : db.selectFrom('elementPaths').select('elementPaths.childId as id').where('elementPaths.parentId', '=', elementId);
    query = query.where('elements.id', 'in', below);
  }
  if (elementTypeId !== null) query = query.where('elements.typeId', '=', elementTypeId);
  if (nameContains !== null) query = query.where('elements.name', 'ilike', containing(nameContains));
  return query;
}

export async function countMatching(db: Kysely<Tables>, what: Matching, upTo: number): Promise<number> {
  const some = matching(db, what).select('elements.id').limit(upTo).as('some');
  const { count } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Keyset page in the order of the project (position, place, id). */
export async function matchingPage(
  db: Kysely<Tables>,
  what: Matching,
  after: ElementKey | null,
  limit: number,
): Promise<readonly MatchingElement[]> {
  let query = matching(db, what)
    .innerJoin('elementTypes', 'elementTypes.id', 'elements.typeId')
    .select(['elements.id', 'elements.position', 'elements.place', 'elementTypes.slug as type'])
    .orderBy('elements.position')
    .orderBy('elements.place')
    .orderBy('elements.id')
    .limit(limit);
  if (after) {
    const key = sql`(${sql.ref('elements.position')}, ${sql.ref('elements.place')}, ${sql.ref('elements.id')})`;
    query = query.where(sql<boolean>`${key} > (${after.position}::bigint, ${after.place}::int, ${after.id}::uuid)`);
  }
  return query.execute();
}
