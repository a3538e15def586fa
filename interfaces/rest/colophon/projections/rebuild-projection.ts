import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { actorText, answered, generationSchema, maxRate, projectionName } from './shapes.ts';

export const rebuildProjection = action({
  id: 'RebuildProjection',
  method: 'post',
  path: '/colophon/projection/{name}/rebuild/',
  tag: 'colophon',
  summary: 'Build a read model anew beside the live one, which goes on serving.',
  who: instanceAdmin,
  params: projectionName,
  body: z.object({ max_rate: maxRate }),
  answer: generationSchema,
  respond: ({ path, body, principal }, { projections }) =>
    answered(projections.rebuild(path.name, actorText(principal), body.max_rate ?? null), 201),
});
