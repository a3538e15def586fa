import { tasksOfProcesses } from '../../../projections/tasks/queries.ts';
import { readArray } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { mapper } from '../edge/shown.ts';
import { processId } from '../process/schema.ts';
import { corpusOfProcessInPath } from '../process/target.ts';
import { waitingSchema, waitingShape } from './waiting-schema.ts';

export const listProcessWaiting = readArray({
  id: 'ListProcessWaiting',
  method: 'get',
  path: '/colophon/process/{id}/waiting/',
  tag: 'colophon',
  summary: 'Why the tasks of the last run of a process wait: those that do.',
  who: guest.on(corpusOfProcessInPath),
  params: processId,
  answer: waitingSchema,
  async find({ path }, { db, waiting }) {
    const all = await tasksOfProcesses(db, [path.id]);
    const last = Math.max(0, ...all.map(({ run }) => run));
    const run = all.filter((task) => task.run === last);
    const waits = await Promise.all(run.map((task) => waiting.of(task, run)));
    return waits.filter(({ reasons }) => reasons.length > 0);
  },
  shows: mapper({ shape: waitingShape }),
});
