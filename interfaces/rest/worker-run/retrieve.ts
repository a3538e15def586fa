import { agentWorksFor } from '../../../projections/tasks/queries.ts';
import { oneWorkerRun } from '../../../projections/worker-runs/queries.ts';
import { read } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { workerRunId, workerRunSchema } from './schema.ts';
import { workerRunShown } from './shapes.ts';
import { corpusOfRunInPath } from './target.ts';

export const retrieveWorkerRun = read({
  id: 'RetrieveWorkerRun',
  method: 'get',
  path: '/process/workers/{id}/',
  tag: 'processes',
  summary: 'A worker run with everything that its worker configures itself by.',
  who: guest
    .on(corpusOfRunInPath)
    .orTask('own')
    .orAgentIf(async ({ agentId }, { path }: { readonly path: { readonly id: string } }, { db }) => {
      const run = await oneWorkerRun(db, path.id);
      return run && (await agentWorksFor(db, agentId, run.processId)) ? 'granted' : 'not_found';
    }),
  params: workerRunId,
  answer: workerRunSchema,
  find: ({ path }, { db }) => oneWorkerRun(db, path.id),
  shows: workerRunShown,
});
