import type { Recorded } from '../../../domain/kernel/event.ts';
import { reopenProcess } from '../../../domain/process/reopen.ts';
import { command, type AnyCommand } from '../../pipeline/command.ts';
import type { Run } from '../runs/runs.ts';

/**
 * Opens a finished run again when a task of it was restarted: after the finish, or just before it, when the verdict was overtaken.
 * A restart that an older page tells of, and that the finish has taken into account, opens nothing.
 */
export function reopening(run: Run, { type, stream, time }: Recorded): readonly AnyCommand[] {
  if (!run.finishedAt) return [];
  const underWay = run.board.underWay();
  const restarted = type === 'TaskRestarted' && (underWay !== null || time > run.finishedAt) ? stream.slice('task-'.length) : null;
  const taskId = type === 'ProcessFinished' ? underWay : restarted;
  return taskId === null ? [] : [command(reopenProcess, run.processId, { run: run.number, generation: run.generation, taskId })];
}
