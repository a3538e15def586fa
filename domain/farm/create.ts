import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision, farmName } from './state.ts';

export const createFarm = decision({
  name: 'CreateFarm',
  input: z.object({ name: farmName }),
  decide: (state, { name }, _facts, { id }) =>
    state.name === null ? accepted({ type: 'FarmCreated', data: { farmId: id, name } }) : accepted(),
});
