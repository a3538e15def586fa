import type { AnyOperation } from '../edge/operation.ts';
import { createWorkerConfiguration } from './create-configuration.ts';
import { createWorkerOperation } from './create-worker.ts';
import { listWorkerConfigurations } from './list-configurations.ts';
import { listWorkerVersions } from './list-versions.ts';
import { listWorkerTypes } from './list-worker-types.ts';
import { listWorkers } from './list-workers.ts';
import { createDockerWorkerVersion } from './publish-version.ts';
import { retrieveWorkerConfiguration } from './retrieve-configuration.ts';
import { retrieveWorkerVersion } from './retrieve-version.ts';
import { retrieveWorker } from './retrieve-worker.ts';
import { partialUpdateWorkerConfiguration } from './update-configuration.ts';

export const workerOperations: readonly AnyOperation[] = [
  createDockerWorkerVersion,
  createWorkerConfiguration,
  createWorkerOperation,
  listWorkerConfigurations,
  listWorkerTypes,
  listWorkerVersions,
  listWorkers,
  partialUpdateWorkerConfiguration,
  retrieveWorker,
  retrieveWorkerConfiguration,
  retrieveWorkerVersion,
];
