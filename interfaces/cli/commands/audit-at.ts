import type { Command } from 'commander';
import type { Audit } from '../../../application/audit/audit.ts';
import { countStates, displayedState } from '../../../domain/policies/process-state.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { isToCome, momentOf, type Moment } from '../../../projections/as-of/moment.ts';
import { processAsOf } from '../../../projections/as-of/process.ts';
import { taskAsOf, tasksAsOf } from '../../../projections/as-of/tasks.ts';
import { taskIdsOf } from '../../../projections/tasks/queries.ts';
import type { TaskRow } from '../../../projections/tasks/row.ts';
import { anId } from '../audit/unknown.ts';
import { printJson, printLine, printTable } from '../output/print.ts';
import { withReadModels } from '../output/with-read-models.ts';
import { Problem } from '../problem.ts';

/** `colophon audit at <process or task> <moment>`: how it stood then. */
export const showAt = (audit: Command): Command =>
  audit
    .command('at <id> <moment>')
    .description('show a process or a task as it was at an instant (2026-01-31T12:00:00Z) or a position of the log')
    .option('--json', 'print one JSON object {"process", "tasks"}, or {"task"}', false)
    .action((text: string, when: string, { json }: { readonly json: boolean }) => {
      const id = anId(text, 'a process or a task');
      const moment = momentOf(when);
      if (!moment)
        throw new Problem(`${when} is no moment: give an instant with offset, as in 2026-01-31T12:00:00Z, or a position of the log.`);
      return withReadModels(async ({ container }) => {
        const { log } = container.get(tokens.audit);
        const head = await log.head();
        if (isToCome(moment, head)) throw new Problem(`The log has not come to position ${when} yet: its last event is at ${head}.`);
        const shown = (await asProcess(log, id, moment, () => taskIdsOf(container.get(tokens.db), id))) ?? (await asTask(log, id, moment));
        if (!shown) throw new Problem(await whyNot(log, id, when));
        if (json) return printJson(shown.json);
        printLine(shown.title);
        printTable(['task', 'run', 'state', 'attempt', 'agent', 'exit code', 'error'], shown.tasks.map(taskCells), 'It had no tasks yet.');
      });
    });

interface ShownAt {
  readonly json: object;
  readonly title: string;
  readonly tasks: readonly TaskRow[];
}

async function asProcess(
  log: Audit['log'],
  id: string,
  moment: Moment,
  taskIds: () => Promise<readonly string[]>,
): Promise<ShownAt | null> {
  const process = await processAsOf(log, id, moment);
  if (!process) return null;
  const tasks = await tasksAsOf(log, await taskIds(), moment);
  const state = displayedState(countStates(tasks.filter(({ run }) => run === process.run)));
  const title = `Process ${id}, "${process.name ?? ''}": ${state}${process.started && !process.finished ? ', not finished' : ''}, run ${process.run}`;
  return { json: { process: { state, ...process }, tasks }, title, tasks };
}

async function asTask(log: Audit['log'], id: string, moment: Moment): Promise<ShownAt | null> {
  const task = await taskAsOf(log, id, moment);
  return task && { json: { task }, title: `Task ${id} of process ${task.processId}`, tasks: [task] };
}

const taskCells = ({ slug, run, state, attempt, agentId, exitCode, errorCause }: TaskRow): readonly (string | number)[] => [
  slug,
  run,
  state,
  attempt,
  agentId ?? '',
  exitCode ?? '',
  errorCause ?? '',
];

async function whyNot(log: Audit['log'], id: string, when: string): Promise<string> {
  for (const stream of [`process-${id}`, `task-${id}`]) {
    const [first] = await log.readStream(stream);
    if (first)
      return `${stream} was not there at ${/^\d+$/.test(when) ? `position ${when}` : when}: it was created at ${first.time.toISOString()} (position ${first.position}), or had been deleted by then.`;
  }
  return `There is no process and no task ${id}.`;
}
