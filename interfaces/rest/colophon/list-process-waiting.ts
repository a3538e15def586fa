import { waitingOfRun } from '../../../projections/tasks/queries.ts';
import { readArray } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { mapper } from '../edge/shown.ts';
import { processId } from '../process/schema.ts';
import { corpusOfProcessInPath } from '../process/target.ts';
import { waitingSchema, waitingShape } from './waiting-schema.ts';

export const listProcessWaiting = readArray({
  id: 'ListProcessWaiting',
  method: 'get',
  path: '/colophon/process/{id}/waiting/',
  tag: 'colophon',
  summary: 'Why the tasks of the last run of a process wait: those that do.',
  who: guest.on(corpusOfProcessInPath),
  params: processId,
  answer: waitingSchema,
  find: async ({ path }, { db, waiting }) => waiting.all(await waitingOfRun(db, path.id, null)),
  shows: mapper({ shape: waitingShape }),
});
