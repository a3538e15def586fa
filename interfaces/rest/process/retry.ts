import { command } from '../../../application/pipeline/command.ts';
import { retryProcess } from '../../../domain/process/retry.ts';
import { write } from '../edge/operation.ts';
import { admin } from '../edge/right.ts';
import { processAfter } from './answer.ts';
import { processId, processWithTasksSchema } from './schema.ts';
import { corpusOfProcessInPath } from './target.ts';

export const retryProcessOperation = write({
  id: 'RetryProcess',
  method: 'post',
  path: '/process/{id}/retry/',
  tag: 'processes',
  summary: 'Run a finished process again, with new tasks.',
  status: 200,
  who: admin.on(corpusOfProcessInPath),
  params: processId,
  answer: processWithTasksSchema,
  command: ({ path }) => command(retryProcess, path.id, {}),
  says: (asked, outcome, services) => processAfter(asked.path.id, asked, outcome, services),
});
