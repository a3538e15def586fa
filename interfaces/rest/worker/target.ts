import { oneConfiguration } from '../../../projections/worker-configurations/queries.ts';
import { oneWorkerVersion } from '../../../projections/worker-versions/queries.ts';
import { located } from '../edge/target.ts';

/** The worker of the version in the path. */
export const workerOfVersion = located<{ readonly id: string }>(async ({ path }, { db }) => {
  const row = await oneWorkerVersion(db, path.id);
  return row ? { kind: 'worker', id: row.workerId } : null;
});

/** The worker of the configuration in the path. */
export const workerOfConfiguration = located<{ readonly id: string }>(async ({ path }, { db }) => {
  const row = await oneConfiguration(db, path.id);
  return row ? { kind: 'worker', id: row.workerId } : null;
});
