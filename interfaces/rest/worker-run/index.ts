import type { AnyOperation } from '../edge/operation.ts';
import { createWorkerRun } from './create.ts';
import { destroyWorkerRun } from './destroy.ts';
import { listWorkerRuns } from './list.ts';
import { retrieveWorkerRun } from './retrieve.ts';
import { partialUpdateWorkerRun, updateWorkerRun } from './update.ts';

export const workerRunOperations: readonly AnyOperation[] = [
  createWorkerRun,
  destroyWorkerRun,
  listWorkerRuns,
  partialUpdateWorkerRun,
  retrieveWorkerRun,
  updateWorkerRun,
];
