import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { createElementType } from '../../../domain/corpus/create-element-type.ts';
import { typeFields } from '../../../domain/corpus/type-fields.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { bodyId } from '../body-id.ts';
import { write } from '../edge/operation.ts';
import { admin } from '../edge/right.ts';
import { inBody } from '../edge/target.ts';
import { elementTypeSchema, elementTypeShown } from './shapes.ts';

export const createElementTypeOperation = write({
  id: 'CreateElementType',
  method: 'post',
  path: '/elements/type/',
  tag: 'corpora',
  who: admin.on(inBody('corpus', 'corpus')).orTask('corpus', { level: 'contributor' }),
  body: z.object({
    slug: typeFields.slug,
    display_name: typeFields.displayName,
    corpus: bodyId(),
    folder: typeFields.folder.optional(),
    color: typeFields.color.optional(),
  }),
  answer: elementTypeSchema,
  command: ({ body: { corpus, display_name, ...rest } }) => command(createElementType, corpus, { displayName: display_name, ...rest }),
  shows: elementTypeShown,
  key: ({ commandId }) => derivedId(commandId, 0),
});
