import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** It polled again. Only a lost agent returns; a removed one must register. */
export const returnAgent = decision({
  name: 'ReturnAgent',
  input: z.object({}),
  decide: (state, _input, _facts, { now }) =>
    state.state === 'lost' && state.lostAt
      ? accepted({ type: 'AgentReturned', data: { silentMs: Math.max(0, now.getTime() - state.lostAt.getTime()) } })
      : accepted(),
});
