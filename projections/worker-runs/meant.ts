import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** The worker runs of a process that an id means: the run of this id, and those of the worker version of this id. */
export const runsMeant = (db: Kysely<Tables>, processId: string, id: string) =>
  db
    .selectFrom('workerRuns')
    .innerJoin('processes', 'processes.id', 'workerRuns.processId')
    .select(['workerRuns.id', 'workerVersionId', 'modelVersionId', 'configurationId', 'processes.corpusId'])
    .where('workerRuns.processId', '=', processId)
    .where((eb) => eb.or([eb('workerRuns.id', '=', id), eb('workerVersionId', '=', id)]))
    .execute();
