import type { Recorded } from '../../../domain/kernel/event.ts';
import { queueTask } from '../../../domain/task/queue.ts';
import { command, type AnyCommand } from '../../pipeline/command.ts';
import type { Run } from '../runs/runs.ts';

const opens = new Set(['TaskCreated', 'TaskCompleted', 'TaskRestarted']);

/** Queues a task whose parents are all completed. A step costs O(children). In a run that is being stopped nothing is queued. */
export function toQueue(run: Run, event: Recorded): readonly AnyCommand[] {
  if (run.stopping || !opens.has(event.type)) return [];
  return run.board.ready(event.stream.slice('task-'.length)).map((id) => command(queueTask, id, {}));
}
