import { oneProcess } from '../../../projections/processes/queries.ts';
import { oneWorkerRun } from '../../../projections/worker-runs/queries.ts';
import { oneWorkerVersion } from '../../../projections/worker-versions/queries.ts';
import { located, locatedBy } from '../edge/target.ts';

/** The project of the worker run in the path. */
export const corpusOfRunInPath = located<{ readonly id: string }>(async ({ path }, { db }) => {
  const run = await oneWorkerRun(db, path.id);
  const process = run && (await oneProcess(db, run.processId));
  return process?.corpusId ? { kind: 'corpus', id: process.corpusId, processId: process.id } : null;
});

/** The worker of the worker run in the path. */
export const workerOfRunInPath = located<{ readonly id: string }>(async ({ path }, { db }) => {
  const run = await oneWorkerRun(db, path.id);
  const version = run && (await oneWorkerVersion(db, run.workerVersionId));
  return version ? { kind: 'worker', id: version.workerId } : null;
});

/** The worker of the version in the body. */
export const workerOfVersionInBody = locatedBy<{ readonly body: { readonly worker_version_id: string } }>(
  'worker_version_id',
  async ({ body }, { db }) => {
    const version = await oneWorkerVersion(db, body.worker_version_id);
    return version ? { kind: 'worker', id: version.workerId } : null;
  },
);
