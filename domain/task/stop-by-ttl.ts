import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision, liveClaim } from './state.ts';

/** The task has run longer than it may. Not yet, no limit, or not running: no event. */
export const stopByTtl = decision({
  name: 'StopByTtl',
  input: z.object({}),
  decide(state, _input, _facts, { now }) {
    const limit = (state.created?.ttlSeconds ?? 0) * 1000;
    const since = liveClaim(state)?.startedAt;
    const over = limit > 0 && state.state === 'running' && since && now.getTime() - since.getTime() > limit;
    return over ? accepted({ type: 'TaskStopRequested', data: { cause: 'ttl' } }) : accepted();
  },
});
