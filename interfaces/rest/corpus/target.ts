import { corpusOfType } from '../../../projections/element-types/queries.ts';
import { located } from '../edge/target.ts';

/** The project of the element type in the path. */
export const corpusOfTypeInPath = located<{ readonly id: string }>(async ({ path }, { db }) => {
  const corpusId = await corpusOfType(db, path.id);
  return corpusId === null ? null : { kind: 'corpus', id: corpusId };
});
