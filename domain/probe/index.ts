import type { AnyDecision } from '../kernel/decision.ts';
import { probeLog } from './probe-log.ts';

export { probe } from './state.ts';
export const probeDecisions: readonly AnyDecision[] = [probeLog];
