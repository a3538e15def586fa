import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { actorText, answered, generationSchema, projectionName } from './shapes.ts';

export const cancelRebuild = action({
  id: 'CancelRebuild',
  method: 'post',
  path: '/colophon/projection/{name}/cancel/',
  tag: 'colophon',
  summary: 'Give up a rebuild and drop its tables; the answer is the generation as it was last.',
  who: instanceAdmin,
  status: 200,
  params: projectionName,
  answer: generationSchema,
  respond: ({ path, principal }, { projections }) => answered(projections.cancel(path.name, actorText(principal))),
});
