import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { checkImage } from '../../../domain/image/check-image.ts';
import { failImage } from '../../../domain/image/fail-image.ts';
import { write } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { contributor } from '../edge/right.ts';
import { imageSchema, imageShown } from './shapes.ts';

export const partialUpdateImage = write({
  id: 'PartialUpdateImage',
  method: 'patch',
  path: '/image/{id}/',
  tag: 'images',
  summary: 'Say that an upload is complete (checked: the server verifies it), or that an image cannot be used (error).',
  who: contributor.anywhere('corpus').orTask('corpus'),
  params: z.object({ id: uuid() }),
  body: z.object({ status: z.enum(['checked', 'error']) }),
  answer: imageSchema,
  command: ({ path, body }) =>
    body.status === 'checked' ? command(checkImage, path.id, {}) : command(failImage, path.id, { reason: 'Reported as unusable.' }),
  shows: imageShown,
  key: ({ path }) => path.id,
});
