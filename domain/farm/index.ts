import type { AnyDecision } from '../kernel/decision.ts';
import { createFarm } from './create.ts';
import { renameFarm } from './rename.ts';
import { rotateFarmSeed } from './rotate-seed.ts';

export { farm } from './state.ts';
export const farmDecisions: readonly AnyDecision[] = [createFarm, renameFarm, rotateFarmSeed];
