import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Activities in error in the queue of the last run, by process; a process that never queued any is absent. */
export async function activityErrors(db: Kysely<Tables>, processIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (processIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('activityStats')
    .innerJoin('processes', (join) =>
      join.onRef('processes.id', '=', 'activityStats.processId').onRef('processes.run', '=', 'activityStats.run'),
    )
    .select(({ fn }) => ['processes.id', fn.sum<string>('activityStats.error').as('errors')])
    .where('processes.id', 'in', processIds)
    .groupBy('processes.id')
    .execute();
  return new Map(rows.map(({ id, errors }) => [id, Number(errors)]));
}
