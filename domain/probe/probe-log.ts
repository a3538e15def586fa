import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision } from './state.ts';

export const probeLog = decision({
  name: 'ProbeLog',
  input: z.object({}),
  decide: () => accepted({ type: 'LogProbed', data: {} }),
});
