import type { AnyDecision } from '../kernel/decision.ts';
import { checkImage } from './check-image.ts';
import { declareImage } from './declare-image.ts';
import { failImage } from './fail-image.ts';

export { image } from './state.ts';
export const imageDecisions: readonly AnyDecision[] = [checkImage, declareImage, failImage];
