import type { AnyOperation } from '../edge/operation.ts';
import { createFarmOperation } from './create-farm.ts';
import { listFarms } from './list-farms.ts';
import { rotateFarmSeedOperation } from './rotate-seed.ts';

export const farmOperations: readonly AnyOperation[] = [createFarmOperation, listFarms, rotateFarmSeedOperation];
