import type { Recorded } from '../../../domain/kernel/event.ts';
import { displayedState } from '../../../domain/policies/process-state.ts';
import { finishProcess } from '../../../domain/process/finish.ts';
import { reopenProcess } from '../../../domain/process/reopen.ts';
import { command, type AnyCommand } from '../../pipeline/command.ts';
import type { Run } from '../runs/runs.ts';

/**
 * Finishes a run whose tasks all exist and of which nothing can go on by itself (also one with tasks that wait for ever), and
 * opens a finished one again when a task of it was restarted. The process's stream has the last word on both.
 */
export function closing(run: Run, event: Recorded): readonly AnyCommand[] {
  if (run.finished) {
    const taskId = event.stream.slice('task-'.length);
    return event.type === 'TaskRestarted' ? [command(reopenProcess, run.processId, { run: run.number, taskId })] : [];
  }
  if (run.board.size < run.taskCount || !run.board.settled) return [];
  const tasks = run.board.counts();
  return [command(finishProcess, run.processId, { run: run.number, generation: run.generation, state: displayedState(tasks), tasks })];
}
