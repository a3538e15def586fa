import type { Kysely } from 'kysely';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
import { pageOf } from '../engine/page.ts';
import type { Tables } from '../tables.ts';
import type { WorkerRunRow } from './fold.ts';

export const oneWorkerRun = (db: Kysely<Tables>, id: string): Promise<WorkerRunRow | undefined> =>
  db.selectFrom('workerRuns').selectAll().where('id', '=', id).executeTakeFirst();

/** In the order in which they were added. */
export const runsOfProcess = (db: Kysely<Tables>, processId: string, wanted: PageWanted): Promise<Page<WorkerRunRow>> =>
  pageOf(
    db
      .selectFrom('workerRuns')
      .selectAll('workerRuns')
      .where('workerRuns.processId', '=', processId)
      .orderBy('workerRuns.position')
      .orderBy('workerRuns.id'),
    wanted,
  );
