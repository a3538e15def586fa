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
  async versions(ids) {
    if (ids.length === 0) return new Map();
    const rows = await db
      .selectFrom('workerVersions')
      .innerJoin('workers', 'workers.id', 'workerVersions.workerId')
      .select([
        'workerVersions.id',
        'workers.id as workerId',
        'workers.name as workerName',
        'workers.slug as workerSlug',
        'number',
        'state',
      ])
      .select(['gpuUsage', 'modelUsage', 'configuration as published'])
      .where('workerVersions.id', 'in', ids)
      .execute();
    return new Map(rows.map(({ id, ...version }) => [id, version]));
  },
  async configurations(ids) {
    if (ids.length === 0) return new Map();
    const rows = await db
      .selectFrom('workerConfigurations')
      .select(['id', 'workerId', 'name', 'archived', 'configuration as values'])
      .where('id', 'in', ids)
      .execute();
    return new Map(rows.map(({ id, ...configuration }) => [id, configuration]));
  },
});
