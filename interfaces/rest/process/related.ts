import { deletedUser } from '../../../application/ports/identity/people.ts';
import { corpora } from '../../../projections/corpora/fold.ts';
import { elementTypes, type ElementTypeRow } from '../../../projections/element-types/fold.ts';
import { elements, type ElementRow } from '../../../projections/elements/fold.ts';
import { farms, type FarmRow } from '../../../projections/farms/fold.ts';
import { activityErrors } from '../../../projections/processes/activity-errors.ts';
import type { ProcessRow } from '../../../projections/processes/row.ts';
import type { Showing } from '../edge/shown.ts';
import { idsOf } from '../ids-of.ts';
import { rightsOf } from '../rights-of.ts';

/** What processes refer to, as the log has it: what was made a moment ago is shown in the answer to the next request. */
export interface Related {
  readonly elements: ReadonlyMap<string, Pick<ElementRow, 'name'>>;
  readonly types: ReadonlyMap<string, Pick<ElementTypeRow, 'slug'>>;
  readonly farms: ReadonlyMap<string, Pick<FarmRow, 'name'>>;
  readonly rights: ReadonlyMap<string, string[]>;
  readonly errors: ReadonlyMap<string, number>;
  readonly creatorOf: (id: number | null) => string | null;
}

export async function relatedTo(rows: readonly ProcessRow[], showing: Showing): Promise<Related> {
  const { db, current, identity } = showing;
  const referred = (column: 'elementId' | 'elementTypeId' | 'farmId' | 'corpusId') => idsOf(rows.map((row) => row[column]));
  const [named, types, known, projects, names, errors] = await Promise.all([
    current.byKey(elements, referred('elementId')),
    current.byKey(elementTypes, referred('elementTypeId')),
    current.byKey(farms, referred('farmId')),
    current.byKey(corpora, referred('corpusId')),
    identity.people.names(rows.flatMap(({ creatorId }) => creatorId ?? [])),
    activityErrors(
      db,
      rows.map((row) => row.id),
    ),
  ]);
  const rights = await rightsOf('corpus', [...projects.values()], showing);
  return {
    elements: named,
    types,
    farms: known,
    rights,
    errors,
    creatorOf: (id) => (id === null ? null : (names.get(id) ?? deletedUser)),
  };
}
