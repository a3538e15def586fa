import type { AnyDecision } from '../kernel/decision.ts';
import { ensureRepository } from './ensure-repository.ts';
import { moveRefs } from './move-refs.ts';

export { repository } from './state.ts';
export const repositoryDecisions: readonly AnyDecision[] = [ensureRepository, moveRefs];
