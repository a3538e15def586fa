import type { AnyDecision } from '../kernel/decision.ts';
import { updateElement } from './update-element.ts';

export { element } from './state.ts';
export const elementDecisions: readonly AnyDecision[] = [updateElement];
