import { z } from 'zod';
import { accepted, unless, when } from '../kernel/refusal.ts';
import { decision, farmName } from './state.ts';

export interface CreateFarmFacts {
  /** Another farm has this name. */
  readonly taken: boolean;
}

/** The server may ask for the same one at each of its starts; for people one that is there is somebody else's. */
export const createFarm = decision({
  name: 'CreateFarm',
  input: z.object({ name: farmName }),
  decide: (state, { name }, { taken }: CreateFarmFacts, { id, actor }) =>
    state.name !== null && actor.kind === 'system'
      ? accepted()
      : when([unless(state.name === null && !taken, 'name_taken', { field: 'name', params: { name } })], () => [
          { type: 'FarmCreated', data: { farmId: id, name } },
        ]),
});
