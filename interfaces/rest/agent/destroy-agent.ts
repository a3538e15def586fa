import { command } from '../../../application/pipeline/command.ts';
import { removeAgent } from '../../../domain/agent/remove.ts';
import { write } from '../edge/operation.ts';
import { admin } from '../edge/right.ts';
import { agentId } from './shapes.ts';
import { farmOfAgent } from './target.ts';

export const destroyAgent = write({
  id: 'DestroyAgent',
  method: 'delete',
  path: '/agent/{id}/',
  tag: 'agents',
  summary: 'Remove an agent that holds no task.',
  who: admin.on(farmOfAgent),
  params: agentId,
  answer: null,
  command: ({ path }) => command(removeAgent, path.id, {}),
});
