import type { Kysely } from 'kysely';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
import { pageOf } from '../engine/page.ts';
import type { Tables } from '../tables.ts';
import type { WorkerTypeRow } from './fold.ts';

/** By name. */
export const allWorkerTypes = (db: Kysely<Tables>, wanted: PageWanted): Promise<Page<WorkerTypeRow>> =>
  pageOf(db.selectFrom('workerTypes').selectAll('workerTypes').orderBy('workerTypes.displayName').orderBy('workerTypes.id'), wanted);
