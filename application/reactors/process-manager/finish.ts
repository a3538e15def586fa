import { displayedState } from '../../../domain/policies/process-state.ts';
import { finishProcess } from '../../../domain/process/finish.ts';
import { command, type AnyCommand } from '../../pipeline/command.ts';
import type { Run } from '../runs/runs.ts';

/**
 * Finishes a run whose tasks all exist and of which nothing can go on by itself, also one with tasks that wait for ever.
 * The process's stream has the last word.
 */
export function finishing(run: Run): readonly AnyCommand[] {
  if (run.finishedAt || run.board.size < run.taskCount || !run.board.settled) return [];
  const tasks = run.board.counts();
  return [command(finishProcess, run.processId, { run: run.number, generation: run.generation, state: displayedState(tasks), tasks })];
}
