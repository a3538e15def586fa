import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision, lastRun } from './state.ts';

/** Every task of this run and generation is final or blocked. A verdict about an earlier run or generation comes too late: no event. */
export const finishProcess = decision({
  name: 'FinishProcess',
  input: z.object({ run: z.int(), generation: z.int(), state: z.string(), tasks: z.record(z.string(), z.int()) }),
  decide(state, { run, generation, state: shown, tasks }, _facts, { now }) {
    if (state.life !== 'open' || run !== lastRun(state) || generation !== state.generation) return accepted();
    const durationMs = Math.max(0, now.getTime() - (state.startedAt ?? now).getTime());
    return accepted({ type: 'ProcessFinished', data: { run, generation, state: shown, tasks, finishedAt: now.toISOString(), durationMs } });
  },
});
