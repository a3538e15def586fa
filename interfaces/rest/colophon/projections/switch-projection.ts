import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { actorText, answered, generationSchema, projectionName, reason } from './shapes.ts';

export const switchProjection = action({
  id: 'SwitchProjection',
  method: 'post',
  path: '/colophon/projection/{name}/switch/',
  tag: 'colophon',
  summary:
    'Put what was built and verified in place of what is live; not verified: only by force and with a reason, which is kept. What was retired before is dropped.',
  who: instanceAdmin,
  status: 200,
  params: projectionName,
  body: z
    .object({ force: z.boolean().default(false), reason: reason.optional() })
    .refine(({ force, reason: why }) => !force || why !== undefined, { path: ['reason'], message: 'Say why the switch is forced.' }),
  answer: generationSchema,
  respond: ({ path, body, principal }, { projections }) =>
    answered(projections.switch(path.name, actorText(principal), body.force ? { reason: body.reason ?? '' } : null)),
});
