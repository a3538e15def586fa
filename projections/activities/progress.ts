import type { Kysely } from 'kysely';
import type { WorkingTask } from '../../domain/policies/row-tasks.ts';
import type { Tables } from '../tables.ts';
import { historyId, type ActivityHistoryRow } from './history.ts';
import type { ActivityStatsRow } from './stats-row.ts';

type Past = Pick<ActivityHistoryRow, 'count' | 'total'>;
type Worker = Pick<ActivityHistoryRow, 'workerVersionId' | 'modelVersionId' | 'configurationId'>;

/** The worker runs of a process, with the names of what they run, in the order in which they were added. */
export const namedRuns = (db: Kysely<Tables>, processId: string) =>
  db
    .selectFrom('workerRuns')
    .innerJoin('workerVersions', 'workerVersions.id', 'workerRuns.workerVersionId')
    .innerJoin('workers', 'workers.id', 'workerVersions.workerId')
    .leftJoin('workerConfigurations', 'workerConfigurations.id', 'workerRuns.configurationId')
    .select(['workerRuns.id', 'summary', 'parents', 'workerVersionId', 'modelVersionId', 'configurationId'])
    .select(['workers.id as workerId', 'workers.name as workerName', 'slug as workerSlug', 'typeSlug as workerType'])
    .select('workerConfigurations.name as configurationName')
    .where('workerRuns.processId', '=', processId)
    .orderBy('workerRuns.position')
    .orderBy('workerRuns.id')
    .execute();

export type NamedRun = Awaited<ReturnType<typeof namedRuns>>[number];

/** The statistics of a run of a process, by worker run; one that has queued nothing in this run is absent. */
export async function statsOfRun(db: Kysely<Tables>, processId: string, run: number): Promise<ReadonlyMap<string, ActivityStatsRow>> {
  const rows = await db.selectFrom('activityStats').selectAll().where('processId', '=', processId).where('run', '=', run).execute();
  return new Map(rows.map((row) => [row.workerRunId, row]));
}

/** What is known of these workers' past in the project and everywhere, in that order, by worker run. */
export async function pastsOf(
  db: Kysely<Tables>,
  corpusId: string | null,
  runs: readonly (Worker & { readonly id: string })[],
): Promise<ReadonlyMap<string, readonly Past[]>> {
  const keysOf = (run: Worker): readonly string[] => [corpusId, null].map((place) => historyId(place, run));
  const keys = runs.flatMap(keysOf);
  const rows = await db
    .selectFrom('activityHistory')
    .select(['id', 'count', 'total'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(keys))))
    .execute();
  const pasts = new Map(rows.map(({ id, ...past }) => [id, past]));
  return new Map(runs.map((run) => [run.id, keysOf(run).flatMap((key) => pasts.get(key) ?? [])]));
}

/** Every task of a run of a process, as far as it tells how the work gets on. */
export async function workingTasks(db: Kysely<Tables>, processId: string, run: number): Promise<readonly WorkingTask[]> {
  const rows = await db
    .selectFrom('tasks')
    .select(['id', 'state', 'parents', 'workerRunId', 'started', 'attempt'])
    .where('processId', '=', processId)
    .where('run', '=', run)
    .execute();
  return rows.map(({ started, attempt, ...task }) => ({ ...task, begun: started !== null || attempt > 1 }));
}
