import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision, liveClaim } from './state.ts';

/**
 * Gives a pending task to an agent (`agentId`) or to the built-in runner (`runnerId`), under the next term. No event: another was faster.
 * Two dispatchers at once collide in this stream, so a task never has two live claims.
 */
export const claimTask = decision({
  name: 'ClaimTask',
  input: z.object({ agentId: z.uuid().nullable(), runnerId: z.string().nullable(), gpuId: z.string().nullable() }),
  decide(state, input) {
    if (!state.created || state.state !== 'pending' || liveClaim(state)) return accepted();
    const { attempt, claims, created } = state;
    return accepted({ type: 'TaskClaimed', data: { attempt, term: claims.length + 1, ...input, needs: created.needs } });
  },
});
