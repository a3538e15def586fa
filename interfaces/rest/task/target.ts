import { oneTask } from '../../../projections/tasks/queries.ts';
import { located } from '../edge/target.ts';

/** The project of the task in the path. */
export const corpusOfTaskInPath = located<{ readonly id: string }>(async ({ path }, { db }) => {
  const task = await oneTask(db, path.id);
  return task?.corpusId ? { kind: 'corpus', id: task.corpusId, processId: task.processId } : null;
});
