import { deletedUser } from '../../../application/ports/identity/people.ts';
import { corpusRefs } from '../../../projections/corpora/queries.ts';
import { typeSlugs } from '../../../projections/element-types/queries.ts';
import { elementNames } from '../../../projections/elements/queries.ts';
import { farmNames } from '../../../projections/farms/queries.ts';
import { activityErrors } from '../../../projections/processes/activity-errors.ts';
import type { ProcessRow } from '../../../projections/processes/row.ts';
import type { Showing } from '../edge/shown.ts';
import { idsOf } from '../ids-of.ts';
import { rightsOf } from '../rights-of.ts';

/** Names of what processes refer to. */
export interface Related {
  readonly elements: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly farms: ReadonlyMap<string, string>;
  readonly rights: ReadonlyMap<string, string[]>;
  readonly errors: ReadonlyMap<string, number>;
  readonly creatorOf: (id: number | null) => string | null;
}

export async function relatedTo(rows: readonly ProcessRow[], showing: Showing): Promise<Related> {
  const { db, identity } = showing;
  const [elements, types, farms, corpora, names, errors] = await Promise.all([
    elementNames(db, idsOf(rows.map((row) => row.elementId))),
    typeSlugs(db, idsOf(rows.map((row) => row.elementTypeId))),
    farmNames(
      db,
      rows.map((row) => row.farmId),
    ),
    corpusRefs(db, idsOf(rows.map((row) => row.corpusId))),
    identity.people.names(rows.flatMap(({ creatorId }) => creatorId ?? [])),
    activityErrors(
      db,
      rows.map((row) => row.id),
    ),
  ]);
  const rights = await rightsOf('corpus', [...corpora.values()], showing);
  return { elements, types, farms, rights, errors, creatorOf: (id) => (id === null ? null : (names.get(id) ?? deletedUser)) };
}
