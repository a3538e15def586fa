import { activitiesStanding } from '../../../../projections/activities/queries.ts';
import { activityErrorsAsOf } from '../../../../projections/as-of/activity-errors.ts';
import { processAsOf } from '../../../../projections/as-of/process.ts';
import { tasksAsOf } from '../../../../projections/as-of/tasks.ts';
import type { ProcessRow } from '../../../../projections/processes/row.ts';
import { tasksOfProcesses } from '../../../../projections/tasks/queries.ts';
import type { TaskRow } from '../../../../projections/tasks/row.ts';
import { read } from '../../edge/operation.ts';
import { guest } from '../../edge/right.ts';
import type { Showing } from '../../edge/shown.ts';
import { processId, processWithTasksSchema } from '../../process/schema.ts';
import { withTasks } from '../../process/shapes.ts';
import { corpusOfProcessEver } from './corpus-of.ts';
import { atQuery, given } from './moment.ts';

interface Then {
  readonly process: ProcessRow;
  readonly tasks: readonly TaskRow[];
  readonly errors: number | null;
}

/** What is not known of then is null, never what is known of today. */
const asThen = {
  present: async (found: readonly Then[], showing: Showing) =>
    Promise.all(
      found.map(async ({ process, tasks, errors }) => {
        const [json] = await withTasks([process], tasks, showing);
        return { ...json!, activity_errors: errors };
      }),
    ),
};

export const retrieveProcessAt = read({
  id: 'RetrieveProcessAt',
  method: 'get',
  path: '/colophon/process/{id}/at/',
  tag: 'colophon',
  summary: 'A process as it was at an instant or a position, with its tasks.',
  description:
    'Folded from the log with the rules of today. Of today are the names of what it refers to (creator, element, type, farm, agents) and your rights; `activity_errors` is null where more than 1,000 of its activities have changed since.',
  who: guest.on(corpusOfProcessEver),
  params: processId,
  query: atQuery,
  answer: processWithTasksSchema,
  async find({ path, query }, { db, audit, look }): Promise<Then | undefined> {
    const moment = await given(query.at, audit.log);
    const process = await processAsOf(audit.log, path.id, moment);
    if (!process) return undefined;
    const ids = (await tasksOfProcesses(db, [path.id])).map(({ id }) => id);
    const tasks = await tasksAsOf(audit.log, ids, moment);
    if (!process.workerActivity) return { process, tasks, errors: null };
    await look.caughtUp();
    const deps = { log: audit.log, today: (some: readonly string[]) => activitiesStanding(db, some) };
    return { process, tasks, errors: await activityErrorsAsOf(deps, process, moment) };
  },
  shows: asThen,
});
