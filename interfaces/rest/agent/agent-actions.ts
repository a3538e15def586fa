import { z } from 'zod';
import { action } from '../edge/operation.ts';
import { decimal, integer } from '../edge/query-values.ts';
import { json } from '../edge/reply.ts';
import { anyAgent } from '../edge/right.ts';
import { workedOn } from './worked-on.ts';

export const retrieveAgentActions = action({
  id: 'RetrieveAgentActions',
  method: 'get',
  path: '/agent/actions/',
  tag: 'agents',
  summary: 'What the agent is to do; held open until there is something, at most `wait` seconds.',
  who: anyAgent,
  query: z.object({
    cpu_load: decimal(0, 1).optional(),
    ram_load: decimal(0, 1).optional(),
    wait: integer({ min: 0, max: 25 }).optional(),
    task: workedOn.optional(),
  }),
  answer: z.object({
    actions: z.array(
      z.object({ action: z.enum(['start', 'stop', 'remove']), task_id: z.uuid(), term: z.int(), reason: z.string().optional() }),
    ),
    next_poll_ms: z.int(),
  }),
  async respond({ query, principal, signal }, { desk }) {
    if (principal.kind !== 'agent') throw new Error('Only agents pass the right of this operation.');
    const said = { agentId: principal.agentId, cpuLoad: query.cpu_load ?? 0, ramLoad: query.ram_load ?? 0, tasks: query.task ?? [] };
    const actions = await desk.poll(said, (query.wait ?? 0) * 1000, signal);
    return json({ actions: actions.map(({ taskId, ...rest }) => ({ ...rest, task_id: taskId })), next_poll_ms: 0 });
  },
});
