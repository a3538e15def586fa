import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { answered, generationSchema, projectionName } from './shapes.ts';

export const verifyProjection = action({
  id: 'VerifyProjection',
  method: 'post',
  path: '/colophon/projection/{name}/verify/',
  tag: 'colophon',
  summary: 'Compare what was built with what is live, both at one position; the result comes into `verification` once it is there.',
  who: instanceAdmin,
  status: 202,
  params: projectionName,
  body: z.object({ full: z.boolean().default(false).describe('Every row, not row counts and checksums alone') }),
  answer: generationSchema,
  respond: ({ path, body }, { projections }) => answered(projections.verify(path.name, body.full), 202),
});
