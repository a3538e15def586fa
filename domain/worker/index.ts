import type { AnyDecision } from '../kernel/decision.ts';
import { createConfiguration } from './create-configuration.ts';
import { createWorker } from './create-worker.ts';
import { ensureWorker } from './ensure-worker.ts';
import { updateConfiguration } from './update-configuration.ts';

export { worker } from './state.ts';
export const workerDecisions: readonly AnyDecision[] = [createConfiguration, createWorker, ensureWorker, updateConfiguration];
