import { sql, type Kysely } from 'kysely';
import { placeId } from '../activity-queue/queued-part.ts';
import type { Tables } from '../tables.ts';
import type { ActivityRow } from './row.ts';

export interface ActivityFilter {
  readonly state?: ActivityRow['state'] | undefined;
  readonly workerRunId?: string | undefined;
  readonly elementId?: string | undefined;
}

/** Where a listing stands in a queue. */
export interface ActivityPlace {
  readonly place: number;
  readonly id: string;
}

/**
 * The activities in the queue of a process's last run; of these places, unless null. The run is found by a query of its own inside
 * (not by a join), so that the index gives the rows in their order.
 */
function inQueue(db: Kysely<Tables>, processId: string, { state, workerRunId }: ActivityFilter, places: readonly string[] | null) {
  let query = db
    .selectFrom('activityQueue')
    .innerJoin('activities', 'activities.id', 'activityQueue.activityId')
    .where('activityQueue.processId', '=', processId)
    .where('activityQueue.run', '=', (eb) => eb.selectFrom('processes').select('processes.run').where('processes.id', '=', processId));
  if (state !== undefined) query = query.where('activities.state', '=', state);
  if (workerRunId !== undefined) query = query.where('activityQueue.workerRunId', '=', workerRunId);
  if (places !== null) query = query.where((eb) => eb('activityQueue.id', '=', eb.fn.any(eb.val(places))));
  return query;
}

/** An element has one place per worker run, whose key is known: no index is needed to find them. */
async function placesOf(db: Kysely<Tables>, processId: string, { elementId }: ActivityFilter): Promise<readonly string[] | null> {
  if (elementId === undefined) return null;
  const runs = await db.selectFrom('workerRuns').select('id').where('processId', '=', processId).execute();
  return runs.map(({ id }) => placeId(processId, id, elementId));
}

/** In the order of the queue, after a place; an element's activities stand together. */
export async function activitiesOfProcess(
  db: Kysely<Tables>,
  processId: string,
  filter: ActivityFilter,
  after: ActivityPlace | null,
  limit: number,
): Promise<readonly (ActivityRow & ActivityPlace)[]> {
  let query = inQueue(db, processId, filter, await placesOf(db, processId, filter));
  if (after) {
    const key = sql`(${sql.ref('activityQueue.place')}, ${sql.ref('activityQueue.activityId')})`;
    query = query.where(sql<boolean>`${key} > (${after.place}::int, ${after.id}::uuid)`);
  }
  return query
    .selectAll('activities')
    .select('activityQueue.place')
    .orderBy('activityQueue.place')
    .orderBy('activityQueue.activityId')
    .limit(limit)
    .execute();
}

export async function countActivities(db: Kysely<Tables>, processId: string, filter: ActivityFilter): Promise<number> {
  const { count } = await inQueue(db, processId, filter, await placesOf(db, processId, filter))
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** These activities, as far as they are there: what is told of the past by what has not changed since. */
export const activitiesStanding = (db: Kysely<Tables>, ids: readonly string[]) =>
  db
    .selectFrom('activities')
    .select(['id', 'state', 'position', 'updated', 'members'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .execute();
