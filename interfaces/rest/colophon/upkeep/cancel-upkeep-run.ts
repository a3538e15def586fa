import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { answered, runId, runSchema } from './shapes.ts';

export const cancelUpkeepRun = action({
  id: 'CancelUpkeepRun',
  method: 'delete',
  path: '/colophon/upkeep-run/{id}/',
  tag: 'colophon',
  summary: 'Wish that a run ends; the node that carries it out follows within seconds.',
  who: instanceAdmin,
  status: 202,
  params: runId,
  answer: runSchema,
  respond: ({ path }, { upkeep }) => answered(() => upkeep.cancel(path.id)),
});
