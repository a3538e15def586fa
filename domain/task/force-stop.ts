import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { stopped } from './ending.ts';
import { decision, liveClaim } from './state.ts';

/** The holder has not confirmed a stop within `timeoutMs`: the claim ends without it. Too early, or nothing to stop: no event. */
export const forceStop = decision({
  name: 'ForceStop',
  input: z.object({ timeoutMs: z.int().min(0) }),
  decide(state, { timeoutMs }, _facts, { now }) {
    const claim = liveClaim(state);
    const overdue = state.state === 'stopping' && state.stop !== null && now.getTime() - state.stop.at.getTime() > timeoutMs;
    return claim && overdue ? accepted(stopped(state, claim, true)) : accepted();
  },
});
