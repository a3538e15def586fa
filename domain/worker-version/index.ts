import type { AnyDecision } from '../kernel/decision.ts';
import { publishWorkerVersion } from './publish-worker-version.ts';

export { workerVersion } from './state.ts';
export const workerVersionDecisions: readonly AnyDecision[] = [publishWorkerVersion];
