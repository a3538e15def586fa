import type { Kysely } from 'kysely';
import type { ActivitiesLook } from '../../application/ports/look/activities.ts';
import { placeId } from '../activity-queue/queued-part.ts';
import type { Tables } from '../tables.ts';

export const activitiesLook = (db: Kysely<Tables>): ActivitiesLook => ({
  async place(processId, workerRunId, elementId) {
    const row = await db
      .selectFrom('processes')
      .leftJoin('activityQueue', (join) =>
        join.onRef('activityQueue.run', '=', 'processes.run').on('activityQueue.id', '=', placeId(processId, workerRunId, elementId)),
      )
      .select(['processes.activityState', 'activityQueue.id as placeId'])
      .where('processes.id', '=', processId)
      .executeTakeFirst();
    return { sealed: row?.activityState === 'ready', queued: row !== undefined && row.placeId !== null };
  },
});
