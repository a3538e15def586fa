import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { stopped } from './ending.ts';
import { repeatable } from './release-claim.ts';
import { decision, liveClaim } from './state.ts';

/**
 * The monitor ends a claim whose holder is gone (`agent_lost`, `runner_restarted`) or never began (`not_started_in_time`).
 * What had not started, or can be repeated, goes back; what ran is in error. No live claim of that term: no event.
 */
export const expireClaim = decision({
  name: 'ExpireClaim',
  input: z.object({ term: z.int(), cause: z.enum(['agent_lost', 'not_started_in_time', 'runner_restarted']) }),
  decide(state, { term, cause }) {
    const claim = liveClaim(state);
    if (claim?.term !== term) return accepted();
    if (state.state === 'pending') return accepted({ type: 'TaskClaimReleased', data: { term, cause } });
    if (cause === 'agent_lost')
      return accepted({ type: 'TaskErrored', data: { term, cause, detail: 'The agent has not been heard of for too long.' } });
    if (cause === 'not_started_in_time' || !repeatable(state.created)) return accepted();
    return state.state === 'stopping'
      ? accepted(stopped(state, claim, true))
      : accepted({ type: 'TaskClaimReleased', data: { term, cause } });
  },
});
