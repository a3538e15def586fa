import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { startProcess } from '../../../domain/process/start.ts';
import { write } from '../edge/operation.ts';
import { bodyId } from '../body-id.ts';
import { admin } from '../edge/right.ts';
import { processAfter } from './answer.ts';
import { processId, processWithTasksSchema } from './schema.ts';
import { corpusOfProcessInPath } from './target.ts';

export const startProcessOperation = write({
  id: 'StartProcess',
  method: 'post',
  path: '/process/{id}/start/',
  tag: 'processes',
  summary: 'Start a configured draft. All reasons against it are told at once.',
  status: 200,
  who: admin.on(corpusOfProcessInPath),
  params: processId,
  body: z.object({
    chunks: z.int().default(1).describe('Tasks per worker run; no more than there are elements'),
    thumbnails: z.literal(false, 'This server makes no thumbnails.').default(false),
    farm: bodyId().nullable().default(null).describe('Default: the default farm'),
    use_cache: z.boolean().nullable().default(null).describe('Default: as configured'),
    use_gpu: z.boolean().nullable().default(null).describe('Default: as configured'),
    worker_activity: z.boolean().default(true),
    ttl: z.int().default(0).describe('Longest run of a task in seconds; 0 = no limit'),
  }),
  answer: processWithTasksSchema,
  command: ({ path, body }) =>
    command(startProcess, path.id, {
      chunks: body.chunks,
      farmId: body.farm,
      useCache: body.use_cache,
      useGpu: body.use_gpu,
      workerActivity: body.worker_activity,
      ttlSeconds: body.ttl,
    }),
  says: (asked, outcome, services) => processAfter(asked.path.id, asked, outcome, services),
});
