import { runsOfProcess } from '../../../projections/worker-runs/queries.ts';
import { readPage } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { processId } from '../process/schema.ts';
import { corpusOfProcessInPath } from '../process/target.ts';
import { workerRunSchema } from './schema.ts';
import { workerRunShown } from './shapes.ts';

export const listWorkerRuns = readPage({
  id: 'ListWorkerRuns',
  method: 'get',
  path: '/process/{id}/workers/',
  tag: 'processes',
  summary: 'List the worker runs of a process in the order in which they were added.',
  who: guest.on(corpusOfProcessInPath).orTask('own'),
  params: processId,
  answer: workerRunSchema,
  find: ({ path }, { db }, wanted) => runsOfProcess(db, path.id, wanted),
  shows: workerRunShown,
});
