import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { WorkerRunRow } from './fold.ts';

export type WorkerRunRef = Pick<WorkerRunRow, 'id' | 'summary' | 'workerVersionId'>;

/** What results say about the worker runs that made them, by run. */
export async function workerRunRefs(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, WorkerRunRef>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('workerRuns').select(['id', 'summary', 'workerVersionId']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}
