import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { changeElementType } from '../../../domain/corpus/change-element-type.ts';
import { typeFields } from '../../../domain/corpus/type-fields.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { corpusOfType } from '../../../projections/element-types/queries.ts';
import { uuid } from '../edge/query-values.ts';
import { write } from '../edge/operation.ts';
import { admin } from '../edge/right.ts';
import { corpusOfTypeInPath } from './target.ts';
import { elementTypeSchema, elementTypeShown } from './shapes.ts';

export const partialUpdateElementType = write({
  id: 'PartialUpdateElementType',
  method: 'patch',
  path: '/elements/type/{id}/',
  tag: 'corpora',
  who: admin.on(corpusOfTypeInPath),
  params: z.object({ id: uuid() }),
  body: z
    .object({ slug: typeFields.slug, display_name: typeFields.displayName, folder: typeFields.folder, color: typeFields.color })
    .partial(),
  answer: elementTypeSchema,
  async command({ path, body: { display_name, ...rest } }, { db }) {
    const corpusId = await corpusOfType(db, path.id);
    if (corpusId === null) return refused(refusal('not_found'));
    return command(changeElementType, corpusId, { elementTypeId: path.id, displayName: display_name, ...rest });
  },
  shows: elementTypeShown,
  key: ({ path }) => path.id,
});
