import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { createProcess } from '../../../domain/process/create.ts';
import { processName } from '../../../domain/process/fields.ts';
import { boundedText } from '../../../domain/kernel/texts.ts';
import { write } from '../edge/operation.ts';
import { bodyId } from '../body-id.ts';
import { admin } from '../edge/right.ts';
import { inBody } from '../edge/target.ts';
import { processSchema } from './schema.ts';
import { processShown } from './shapes.ts';

export const createProcessOperation = write({
  id: 'CreateProcess',
  method: 'post',
  path: '/process/corpus/',
  tag: 'processes',
  summary: 'Create a draft: a process over elements of a project.',
  who: admin.on(inBody('corpus', 'corpus')),
  body: z.object({
    corpus: bodyId(),
    mode: z.string().max(50).default('workers'),
    name: processName.nullable().default(null),
    element: bodyId().nullable().default(null).describe('Only what lies below it'),
    element_type: z.string().max(50).nullable().default(null).describe('Slug'),
    ml_class: bodyId().nullable().default(null),
    name_contains: boundedText.nullable().default(null),
    load_children: z.boolean().default(false),
    selection: z.boolean().default(false),
    use_cache: z.boolean().default(false),
    use_gpu: z.boolean().default(false),
  }),
  answer: processSchema,
  command: ({ body, commandId }) =>
    command(createProcess, derivedId(commandId, 0), {
      corpusId: body.corpus,
      mode: body.mode,
      name: body.name,
      elementId: body.element,
      elementType: body.element_type,
      mlClassId: body.ml_class,
      nameContains: body.name_contains,
      loadChildren: body.load_children,
      selection: body.selection,
      useCache: body.use_cache,
      useGpu: body.use_gpu,
    }),
  shows: processShown,
  key: ({ commandId }) => derivedId(commandId, 0),
});
