import type { Kysely } from 'kysely';
import type { CurrentRows } from '../engine/current-rows.ts';
import { processes } from '../processes/fold.ts';
import type { Tables } from '../tables.ts';
import { workerRuns, type WorkerRunRow } from './fold.ts';

export type MeantRun = Pick<WorkerRunRow, 'id' | 'workerVersionId' | 'modelVersionId' | 'configurationId'> & {
  readonly corpusId: string | null;
};

/** The worker runs of a process that an id means: the run of this id, else those of the worker version of this id. */
export async function runsMeant(db: Kysely<Tables>, current: CurrentRows, processId: string, id: string): Promise<readonly MeantRun[]> {
  const [process, run] = await Promise.all([current.row(processes, processId), current.row(workerRuns, id)]);
  if (!process) return [];
  const { corpusId } = process;
  if (run?.processId === processId) return [{ ...run, corpusId }];
  const ofVersion = await db
    .selectFrom('workerRuns')
    .select(['id', 'workerVersionId', 'modelVersionId', 'configurationId'])
    .where('processId', '=', processId)
    .where('workerVersionId', '=', id)
    .execute();
  return ofVersion.map((each) => ({ ...each, corpusId }));
}
