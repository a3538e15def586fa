import { requestStopTask } from '../../../domain/task/request-stop.ts';
import { command, type AnyCommand } from '../../pipeline/command.ts';
import type { Run } from '../runs/runs.ts';
import type { Planner } from './plan.ts';

/** A stop covers the whole recipe: also tasks that were planned but are not on the board yet. Final ones pass it over. */
export async function stopOf(run: Run, requestedAt: Date, planner: Planner): Promise<readonly AnyCommand[]> {
  const planned = (await planner.plannedIds(run.processId, run.number)).filter((id) => !run.board.knows(id));
  return [...run.board.notFinal(), ...planned].map((id) => command(requestStopTask, id, { cause: 'process', requestedAt }));
}
