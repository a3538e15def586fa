import { oneProcess } from '../../../projections/processes/queries.ts';
import { read } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { processId, processWithTasksSchema } from './schema.ts';
import { processWithTasksShown } from './shapes.ts';
import { corpusOfProcessInPath } from './target.ts';

export const retrieveProcess = read({
  id: 'RetrieveProcess',
  method: 'get',
  path: '/process/{id}/',
  tag: 'processes',
  summary: 'A process with the tasks of all its runs.',
  who: guest.on(corpusOfProcessInPath).orTask('corpus'),
  params: processId,
  answer: processWithTasksSchema,
  find: ({ path }, { db }) => oneProcess(db, path.id),
  shows: processWithTasksShown,
});
