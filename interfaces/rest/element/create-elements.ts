import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { createElements } from '../../../domain/element-batch/create-elements.ts';
import { elementFields } from '../../../domain/element/fields.ts';
import { givenPolygon } from '../../../domain/element/zone.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { write } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { contributor } from '../edge/right.ts';
import { madeByBody, madeByOf } from '../made-by.ts';
import { corpusOfElementInPath } from './target.ts';

export const createElementsOperation = write({
  id: 'CreateElements',
  method: 'post',
  path: '/element/{id}/children/bulk/',
  tag: 'elements',
  summary: 'Create elements below an element, on its image; the answer has their ids in the order of the request.',
  who: contributor.on(corpusOfElementInPath).orTask('corpus'),
  params: z.object({ id: uuid() }),
  body: z.object({
    elements: z.array(
      z.object({
        name: elementFields.name,
        type: z.string().describe('Slug of its type'),
        polygon: givenPolygon,
        confidence: elementFields.confidence.default(null),
      }),
    ),
    ...madeByBody,
  }),
  answer: z.array(z.object({ id: z.uuid() })),
  command: ({ path, body, commandId }) =>
    command(createElements, commandId, {
      parentId: path.id,
      elements: body.elements.map(({ type, ...rest }) => ({ typeSlug: type, ...rest })),
      ...madeByOf(body),
    }),
  says: ({ body, commandId }) => body.elements.map((_, index) => ({ id: derivedId(commandId, index) })),
});
