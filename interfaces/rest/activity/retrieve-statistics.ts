import { namedRuns, pastsOf, statsOfRun, workingTasks } from '../../../projections/activities/progress.ts';
import { oneProcess } from '../../../projections/processes/queries.ts';
import { read } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { processId } from '../process/schema.ts';
import { corpusOfProcessInPath } from '../process/target.ts';
import { isUnderWay } from './foretold.ts';
import { statisticsSchema } from './schema.ts';
import { statisticsShown } from './statistics.ts';

export const retrieveProcessWorkersActivity = read({
  id: 'RetrieveProcessWorkersActivity',
  method: 'get',
  path: '/process/{id}/activity-stats/',
  tag: 'activities',
  summary: 'Statistics of the activities of a process, per worker run, and when it will be done.',
  who: guest.on(corpusOfProcessInPath),
  params: processId,
  answer: statisticsSchema,
  async find({ path }, { db }) {
    const process = await oneProcess(db, path.id);
    if (!process) return undefined;
    const { id, run, corpusId } = process;
    const [runs, stats, tasks] = await Promise.all([
      namedRuns(db, id),
      statsOfRun(db, id, run),
      isUnderWay(process) ? workingTasks(db, id, run) : [],
    ]);
    return { process, runs, stats, tasks, pasts: await pastsOf(db, corpusId, runs) };
  },
  shows: statisticsShown,
});
