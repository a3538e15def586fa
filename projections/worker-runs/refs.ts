import type { CurrentRows } from '../engine/current-rows.ts';
import { workerRuns, type WorkerRunRow } from './fold.ts';

export type WorkerRunRef = Pick<WorkerRunRow, 'id' | 'summary' | 'workerVersionId'>;

/** What results say about the worker runs that made them, by run. */
export const workerRunRefs = (current: CurrentRows, ids: readonly string[]): Promise<ReadonlyMap<string, WorkerRunRef>> =>
  current.byKey(workerRuns, ids);
