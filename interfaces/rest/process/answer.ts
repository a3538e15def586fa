import type { Outcome } from '../../../application/pipeline/command.ts';
import { processes } from '../../../projections/processes/fold.ts';
import { tasks } from '../../../projections/tasks/fold.ts';
import { tasksOfProcesses } from '../../../projections/tasks/queries.ts';
import type { Asked } from '../edge/asked.ts';
import { edgeRefusal } from '../edge/refusals/edge-refusal.ts';
import type { Services } from '../edge/services.ts';
import type { ProcessWithTasks } from './schema.ts';
import { withTasks } from './shapes.ts';

const touchedTasks = ({ events }: Outcome): readonly string[] => [
  ...new Set(events.filter(({ stream }) => stream.startsWith('task-')).map(({ stream }) => stream.slice('task-'.length))),
];

/**
 * A process right after a command, with its tasks: those that the command made or changed as its events say, the others as the tables
 * have them. So a start shows its tasks at once.
 */
export async function processAfter(id: string, asked: Asked, outcome: Outcome, services: Services): Promise<ProcessWithTasks> {
  const ids = touchedTasks(outcome);
  const [[row], changed, stored] = await Promise.all([
    services.answers.rows(processes, [id], outcome),
    ids.length > 0 ? services.answers.rows(tasks, ids, outcome) : [],
    tasksOfProcesses(services.db, [id]),
  ]);
  if (!row) throw edgeRefusal('not_found');
  const now = new Map([...stored, ...changed].flatMap((task) => (task ? [[task.id, task] as const] : [])));
  const [answer] = await withTasks([row], [...now.values()], { ...services, asked });
  if (!answer) throw edgeRefusal('not_found');
  return answer;
}
