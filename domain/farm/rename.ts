import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision, farmName } from './state.ts';

export const renameFarm = decision({
  name: 'RenameFarm',
  input: z.object({ name: farmName }),
  decide: (state, { name }) => {
    if (state.name === null) return refused(refusal('not_found'));
    return state.name === name ? accepted() : accepted({ type: 'FarmRenamed', data: { name } });
  },
});
