import { oneTask } from '../../../projections/tasks/queries.ts';
import { read } from '../edge/operation.ts';
import { taskItself } from '../edge/right.ts';
import { isHolder } from './holder.ts';
import { ownTaskSchema, ownTaskShown, taskId } from './shapes.ts';

export const retrieveTaskFromAgent = read({
  id: 'RetrieveTaskFromAgent',
  method: 'get',
  path: '/task/{id}/from-agent/',
  tag: 'tasks',
  summary: 'A task as it sees itself: workers find their parents by it.',
  who: taskItself('id').orAgentIf(isHolder),
  params: taskId,
  answer: ownTaskSchema,
  find: ({ path }, { db }) => oneTask(db, path.id),
  shows: ownTaskShown,
});
