import { z } from 'zod';
import { accepted, unless, when } from '../kernel/refusal.ts';
import { decision, farmName } from './state.ts';

export interface CreateFarmFacts {
  /** Another farm has this name. */
  readonly taken: boolean;
}

export const createFarm = decision({
  name: 'CreateFarm',
  input: z.object({ name: farmName }),
  decide: (state, { name }, { taken }: CreateFarmFacts, { id }) =>
    state.name !== null
      ? accepted()
      : when([unless(!taken, 'name_taken', { field: 'name', params: { name } })], () => [
          { type: 'FarmCreated', data: { farmId: id, name } },
        ]),
});
