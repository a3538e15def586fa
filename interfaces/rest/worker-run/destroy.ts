import { command } from '../../../application/pipeline/command.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { removeWorkerRun } from '../../../domain/process/remove-worker-run.ts';
import { oneWorkerRun } from '../../../projections/worker-runs/queries.ts';
import { write } from '../edge/operation.ts';
import { admin } from '../edge/right.ts';
import { workerRunId } from './schema.ts';
import { corpusOfRunInPath } from './target.ts';

export const destroyWorkerRun = write({
  id: 'DestroyWorkerRun',
  method: 'delete',
  path: '/process/workers/{id}/',
  tag: 'processes',
  summary: 'Take a worker run out of a draft; the runs below it lose it as a parent.',
  who: admin.on(corpusOfRunInPath),
  params: workerRunId,
  answer: null,
  async command({ path }, { db }) {
    const run = await oneWorkerRun(db, path.id);
    return run ? command(removeWorkerRun, run.processId, { workerRunId: path.id }) : refused(refusal('not_found'));
  },
});
