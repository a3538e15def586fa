import { oneTask, waitingOfRun } from '../../../projections/tasks/queries.ts';
import { read } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { mapper } from '../edge/shown.ts';
import { taskId } from '../task/shapes.ts';
import { corpusOfTaskInPath } from '../task/target.ts';
import { waitingSchema, waitingShape } from './waiting-schema.ts';

export const retrieveTaskWaiting = read({
  id: 'RetrieveTaskWaiting',
  method: 'get',
  path: '/colophon/task/{id}/waiting/',
  tag: 'colophon',
  summary: 'Why a task waits.',
  who: guest.on(corpusOfTaskInPath),
  params: taskId,
  answer: waitingSchema,
  async find({ path }, { db, waiting }) {
    const task = await oneTask(db, path.id);
    return task && waiting.of(task, await waitingOfRun(db, task.processId, task.run));
  },
  shows: mapper({ shape: waitingShape }),
});
