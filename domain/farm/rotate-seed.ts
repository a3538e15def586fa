import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** The seed itself is kept outside the log; agents that are registered stay so. */
export const rotateFarmSeed = decision({
  name: 'RotateFarmSeed',
  input: z.object({}),
  decide: (state) => (state.name === null ? refused(refusal('not_found')) : accepted({ type: 'FarmSeedRotated', data: {} })),
});
