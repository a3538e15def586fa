import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { actorText, answered, generationSchema, maxRate, projectionName } from './shapes.ts';

export const resumeRebuild = action({
  id: 'ResumeRebuild',
  method: 'post',
  path: '/colophon/projection/{name}/resume/',
  tag: 'colophon',
  summary: 'Go on with a rebuild that was paused.',
  who: instanceAdmin,
  status: 200,
  params: projectionName,
  body: z.object({ max_rate: maxRate }),
  answer: generationSchema,
  respond: ({ path, body, principal }, { projections }) => answered(projections.resume(path.name, actorText(principal), body.max_rate)),
});
