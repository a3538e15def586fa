import type { Recorded } from '../../../domain/kernel/event.ts';
import { reopenProcess } from '../../../domain/process/reopen.ts';
import { command, type AnyCommand } from '../../pipeline/command.ts';
import type { Run } from '../runs/runs.ts';

const opens: readonly string[] = ['TaskRestarted', 'LateReportAdopted'];

/**
 * Opens a finished run again when a task of it was restarted, or when a late report about it was adopted: after the finish, or just
 * before it, when the verdict was overtaken. What an older page tells of, and the finish has taken into account, opens nothing.
 */
export function reopening(run: Run, { type, stream, time }: Recorded): readonly AnyCommand[] {
  if (!run.finishedAt) return [];
  const underWay = run.board.underWay();
  const resumed = opens.includes(type) && (underWay !== null || time > run.finishedAt) ? stream.slice('task-'.length) : null;
  const taskId = type === 'ProcessFinished' ? underWay : resumed;
  return taskId === null ? [] : [command(reopenProcess, run.processId, { run: run.number, generation: run.generation, taskId })];
}
