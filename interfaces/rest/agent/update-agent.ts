import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { drainAgent } from '../../../domain/agent/drain.ts';
import { write } from '../edge/operation.ts';
import { admin } from '../edge/right.ts';
import { agentId, agentSchema, agentShown } from './shapes.ts';
import { farmOfAgent } from './target.ts';

export const partialUpdateAgent = write({
  id: 'PartialUpdateAgent',
  method: 'patch',
  path: '/agent/{id}/',
  tag: 'agents',
  summary: 'Drain an agent (it keeps what it has and gets nothing new), or end that.',
  who: admin.on(farmOfAgent),
  params: agentId,
  body: z.object({ draining: z.boolean() }),
  answer: agentSchema,
  command: ({ path, body }) => command(drainAgent, path.id, body),
  shows: agentShown,
  key: ({ path }) => path.id,
});
