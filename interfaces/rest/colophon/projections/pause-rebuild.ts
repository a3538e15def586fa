import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { actorText, answered, generationSchema, projectionName } from './shapes.ts';

export const pauseRebuild = action({
  id: 'PauseRebuild',
  method: 'post',
  path: '/colophon/projection/{name}/pause/',
  tag: 'colophon',
  summary: 'Let a rebuild stand still; it keeps what it has.',
  who: instanceAdmin,
  status: 200,
  params: projectionName,
  answer: generationSchema,
  respond: ({ path, principal }, { projections }) => answered(projections.pause(path.name, actorText(principal))),
});
