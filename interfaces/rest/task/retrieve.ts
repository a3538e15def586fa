import { oneTask } from '../../../projections/tasks/queries.ts';
import { read } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { taskId, taskSchema, taskShown } from './shapes.ts';
import { corpusOfTaskInPath } from './target.ts';

export const retrieveTask = read({
  id: 'RetrieveTask',
  method: 'get',
  path: '/task/{id}/',
  tag: 'tasks',
  summary: 'A task with the end of its log.',
  who: guest.on(corpusOfTaskInPath).orTask('own'),
  params: taskId,
  answer: taskSchema,
  find: ({ path }, { db }) => oneTask(db, path.id),
  shows: taskShown,
});
