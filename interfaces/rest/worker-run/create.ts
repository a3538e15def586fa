import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { addWorkerRun } from '../../../domain/process/add-worker-run.ts';
import { write } from '../edge/operation.ts';
import { bodyId } from '../body-id.ts';
import { admin, contributor } from '../edge/right.ts';
import { processId } from '../process/schema.ts';
import { corpusOfProcessInPath } from '../process/target.ts';
import { workerRunSchema } from './schema.ts';
import { workerRunShown } from './shapes.ts';
import { workerOfVersionInBody } from './target.ts';

export const createWorkerRun = write({
  id: 'CreateWorkerRun',
  method: 'post',
  path: '/process/{id}/workers/',
  tag: 'processes',
  summary: 'Place a worker version in a draft, after its parents.',
  who: admin.on(corpusOfProcessInPath).and(contributor.on(workerOfVersionInBody)),
  params: processId,
  body: z.object({
    worker_version_id: bodyId(),
    model_version_id: bodyId().nullable().default(null),
    configuration_id: bodyId().nullable().default(null),
    parents: z.array(bodyId()).max(200).default([]),
  }),
  answer: workerRunSchema,
  command: ({ path, body }) =>
    command(addWorkerRun, path.id, {
      workerVersionId: body.worker_version_id,
      modelVersionId: body.model_version_id,
      configurationId: body.configuration_id,
      parents: body.parents,
    }),
  shows: workerRunShown,
  key: ({ commandId }) => derivedId(commandId, 0),
});
