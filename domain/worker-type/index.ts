import type { AnyDecision } from '../kernel/decision.ts';
import { ensureWorkerType } from './ensure-worker-type.ts';

export { workerType } from './state.ts';
export const workerTypeDecisions: readonly AnyDecision[] = [ensureWorkerType];
