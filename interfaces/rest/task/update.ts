import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import { restartTask } from '../../../domain/task/restart.ts';
import { write } from '../edge/operation.ts';
import { admin } from '../edge/right.ts';
import { taskId, taskSchema, taskShown } from './shapes.ts';
import { corpusOfTaskInPath } from './target.ts';

export const partialUpdateTask = write({
  id: 'PartialUpdateTask',
  method: 'patch',
  path: '/task/{id}/',
  tag: 'tasks',
  summary: 'Stop a task (`stopping`), or restart one that ended otherwise than completed, in place (`pending`).',
  who: admin.on(corpusOfTaskInPath),
  params: taskId,
  body: z.object({ state: z.string() }),
  answer: taskSchema,
  command({ path, body: { state } }) {
    if (state === 'pending') return command(restartTask, path.id, {});
    if (state === 'stopping') return command(requestStopTask, path.id, { cause: 'user' });
    return refused(refusal('state_forbidden', { field: 'state' }));
  },
  shows: taskShown,
  key: ({ path }) => path.id,
});
