import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision, lastRun } from './state.ts';
import { isUnknown, unknownProcess } from './unknown.ts';

/** Asks every task of the last run to stop; asking again is nothing new. */
export const requestStop = decision({
  name: 'RequestStop',
  input: z.object({}),
  decide(state) {
    if (isUnknown(state)) return unknownProcess;
    if (state.life !== 'open') return refused(refusal('process_not_running'));
    return state.stopRequested ? accepted() : accepted({ type: 'ProcessStopRequested', data: { run: lastRun(state) } });
  },
});
