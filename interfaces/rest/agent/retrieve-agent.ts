import { oneAgent } from '../../../projections/agents/queries.ts';
import { read } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { agentId, agentWithTasksSchema, agentWithTasksShown } from './shapes.ts';
import { farmOfAgent } from './target.ts';

export const retrieveAgent = read({
  id: 'RetrieveAgent',
  method: 'get',
  path: '/agent/{id}/',
  tag: 'agents',
  summary: 'An agent with what it is working on.',
  who: guest
    .on(farmOfAgent)
    .orAgentIf(async (agent, { path }: { readonly path: { readonly id: string } }) =>
      agent.agentId === path.id ? 'granted' : 'not_found',
    ),
  params: agentId,
  answer: agentWithTasksSchema,
  find: ({ path }, { db }) => oneAgent(db, path.id),
  shows: agentWithTasksShown,
});
