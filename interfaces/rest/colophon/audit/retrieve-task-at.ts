import { taskAsOf } from '../../../../projections/as-of/tasks.ts';
import { read } from '../../edge/operation.ts';
import { guest } from '../../edge/right.ts';
import { taskId, taskSchema, taskShown } from '../../task/shapes.ts';
import { corpusOfTaskEver } from './corpus-of.ts';
import { atQuery, given } from './moment.ts';

export const retrieveTaskAt = read({
  id: 'RetrieveTaskAt',
  method: 'get',
  path: '/colophon/task/{id}/at/',
  tag: 'colophon',
  summary: 'A task as it was at an instant or a position.',
  description:
    'Folded from the log with the rules of today. Of today are the names of agents and GPUs, and the log of the attempt that was under way then, as far as it has got since.',
  who: guest.on(corpusOfTaskEver),
  params: taskId,
  query: atQuery,
  answer: taskSchema,
  find: async ({ path, query }, { audit }) => (await taskAsOf(audit.log, path.id, await given(query.at, audit.log))) ?? undefined,
  shows: taskShown,
});
