import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { stopped } from './ending.ts';
import type { TaskCreated } from './events.ts';
import { reported, stateForbidden } from './report.ts';
import { decision } from './state.ts';

/** A step is repeatable; the child processes of a host task end with their agent. Both may be handed back although they run. */
export const repeatable = (created: TaskCreated | null): boolean => created?.kind === 'step' || created?.image === 'host';

/** The holder hands its claim back; nothing is lost, another may take the task. Where a stop was asked for, handing back confirms it. */
export const releaseClaim = decision({
  name: 'ReleaseClaim',
  input: z.object({ term: z.int(), cause: z.enum(['agent_shutdown', 'slot_taken', 'runner_restarted']) }),
  decide: (state, { term, cause }, _facts, asking) =>
    reported(state, { term, state: 'pending' }, asking, (claim) => {
      if (state.state === 'stopping') return accepted(stopped(state, claim, false));
      if (state.state === 'running' && (cause === 'slot_taken' || !repeatable(state.created))) return stateForbidden(state, 'pending');
      return accepted({ type: 'TaskClaimReleased', data: { term, cause } });
    }),
});
