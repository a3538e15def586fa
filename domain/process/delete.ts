import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';
import { isUnknown, unknownProcess } from './unknown.ts';

/** Its events stay. */
export const deleteProcess = decision({
  name: 'DeleteProcess',
  input: z.object({}),
  decide(state) {
    if (isUnknown(state)) return unknownProcess;
    return state.life === 'open' ? refused(refusal('process_running')) : accepted({ type: 'ProcessDeleted', data: {} });
  },
});
