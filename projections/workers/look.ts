import type { Kysely } from 'kysely';
import type { WorkersLook } from '../../application/ports/look/workers.ts';
import type { Tables } from '../tables.ts';

export const workersLook = (db: Kysely<Tables>): WorkersLook => ({
  async newestConfiguration(workerId) {
    const newest = await db
      .selectFrom('workerVersions')
      .select('configuration')
      .where('workerId', '=', workerId)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    return newest?.configuration ?? null;
  },
  async runsOfTask(taskId, { workerRunId, workerVersionId }) {
    let query = db
      .selectFrom('workerRuns')
      .innerJoin('tasks', 'tasks.processId', 'workerRuns.processId')
      .select('workerRuns.id')
      .where('tasks.id', '=', taskId);
    if (workerRunId !== null) query = query.where('workerRuns.id', '=', workerRunId);
    else query = query.where('workerRuns.workerVersionId', '=', workerVersionId);
    return (await query.execute()).map(({ id }) => id);
  },
});
