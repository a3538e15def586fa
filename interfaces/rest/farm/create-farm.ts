import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { createFarm } from '../../../domain/farm/create.ts';
import { farmIdOf } from '../../../domain/farm/farm-id.ts';
import { farmName } from '../../../domain/farm/state.ts';
import { write } from '../edge/operation.ts';
import { actorOf } from '../edge/principal.ts';
import { instanceAdmin } from '../edge/right.ts';
import { farmWithSeedSchema } from './shapes.ts';

export const createFarmOperation = write({
  id: 'CreateFarm',
  method: 'post',
  path: '/farms/',
  tag: 'agents',
  summary: 'Create a farm; the answer shows the seed by which agents join it, once.',
  who: instanceAdmin,
  body: z.object({ name: farmName }),
  answer: farmWithSeedSchema,
  command: ({ body }) => command(createFarm, farmIdOf(body.name), body),
  says: async ({ body, principal }, _outcome, { identity }) => {
    const id = farmIdOf(body.name);
    return { id, name: body.name, seed: await identity.farmSeeds.renew(id, actorOf(principal).id) };
  },
});
