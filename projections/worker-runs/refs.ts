import type { CurrentRows } from '../engine/current-rows.ts';
import { workerRuns, type WorkerRunRow } from './fold.ts';

export type WorkerRunRef = Pick<WorkerRunRow, 'id' | 'summary' | 'workerVersionId'>;

/** What results say about the worker runs that made them, by run. */
export async function workerRunRefs(current: CurrentRows, ids: readonly string[]): Promise<ReadonlyMap<string, WorkerRunRef>> {
  const rows = await current.rows(workerRuns, ids);
  return new Map(rows.flatMap((row) => (row ? [[row.id, row] as const] : [])));
}
