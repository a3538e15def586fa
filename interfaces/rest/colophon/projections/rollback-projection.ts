import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { actorText, answered, generationSchema, projectionName, reason } from './shapes.ts';

export const rollbackProjection = action({
  id: 'RollbackProjection',
  method: 'post',
  path: '/colophon/projection/{name}/rollback/',
  tag: 'colophon',
  summary: 'Show again what was live before the last switch, with all that came since.',
  who: instanceAdmin,
  status: 200,
  params: projectionName,
  body: z.object({ reason }),
  answer: generationSchema,
  respond: ({ path, body, principal }, { projections }) => answered(projections.rollback(path.name, actorText(principal), body.reason)),
});
