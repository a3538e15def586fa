import type { Kysely } from 'kysely';
import type { WorkersLook } from '../../application/ports/look/workers.ts';
import type { CurrentRows } from '../engine/current-rows.ts';
import type { Tables } from '../tables.ts';
import { tasks } from '../tasks/fold.ts';
import { workerRuns } from '../worker-runs/fold.ts';

export const workersLook = (db: Kysely<Tables>, current: CurrentRows): WorkersLook => ({
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
    const task = await current.row(tasks, taskId);
    if (!task?.processId) return [];
    if (workerRunId !== null) return (await current.row(workerRuns, workerRunId))?.processId === task.processId ? [workerRunId] : [];
    if (workerVersionId === null) return [];
    const rows = await db
      .selectFrom('workerRuns')
      .select('id')
      .where('processId', '=', task.processId)
      .where('workerVersionId', '=', workerVersionId)
      .execute();
    return rows.map(({ id }) => id);
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
