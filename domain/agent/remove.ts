import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';

export interface RemoveAgentFacts {
  readonly liveClaims: number;
}

export const removeAgent = decision({
  name: 'RemoveAgent',
  input: z.object({}),
  decide(state, _input, facts: RemoveAgentFacts) {
    if (state.state === 'unknown' || state.state === 'removed') return refused(refusal('not_found'));
    if (facts.liveClaims > 0) {
      const held = facts.liveClaims === 1 ? 'a task' : `${facts.liveClaims} tasks`;
      const message = `The agent still holds ${held}: drain it and wait, or stop what it runs.`;
      return refused(refusal('validation_failed', { field: 'id', params: { message } }));
    }
    return accepted({ type: 'AgentRemoved', data: {} });
  },
});
