import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** A draining agent keeps its claims and gets no new ones. */
export const drainAgent = decision({
  name: 'DrainAgent',
  input: z.object({ draining: z.boolean() }),
  decide(state, { draining }) {
    if (state.state === 'unknown' || state.state === 'removed') return refused(refusal('not_found'));
    if (state.draining === draining) return accepted();
    return accepted({ type: draining ? 'AgentDraining' : 'AgentUndrained', data: {} });
  },
});
