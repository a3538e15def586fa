import { command } from '../../../application/pipeline/command.ts';
import { rotateFarmSeed } from '../../../domain/farm/rotate-seed.ts';
import { write } from '../edge/operation.ts';
import { actorOf } from '../edge/principal.ts';
import { instanceAdmin } from '../edge/right.ts';
import { farmName } from './name.ts';
import { farmId, farmWithSeedSchema } from './shapes.ts';

export const rotateFarmSeedOperation = write({
  id: 'RotateFarmSeed',
  method: 'post',
  path: '/farm/{id}/seed/',
  tag: 'agents',
  summary: 'A new seed for a farm; agents that are registered stay so.',
  who: instanceAdmin,
  status: 200,
  params: farmId,
  answer: farmWithSeedSchema,
  command: ({ path }) => command(rotateFarmSeed, path.id, {}),
  says: async ({ path, principal }, _outcome, services) => ({
    id: path.id,
    name: await farmName(path.id, services),
    seed: await services.identity.farmSeeds.renew(path.id, actorOf(principal).id),
  }),
});
