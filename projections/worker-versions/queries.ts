import { sql, type Kysely } from 'kysely';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
import { pageOf } from '../engine/page.ts';
import type { Tables } from '../tables.ts';
import type { WorkerVersionRow } from './fold.ts';

export const oneWorkerVersion = (db: Kysely<Tables>, id: string): Promise<WorkerVersionRow | undefined> =>
  db.selectFrom('workerVersions').selectAll().where('id', '=', id).executeTakeFirst();

export async function workerVersionsById(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, WorkerVersionRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('workerVersions').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

const newestFirst = (db: Kysely<Tables>, workerId: string) =>
  db
    .selectFrom('workerVersions')
    .selectAll('workerVersions')
    .where('workerVersions.workerId', '=', workerId)
    .orderBy('workerVersions.position', 'desc')
    .orderBy('workerVersions.id');

/** Every version, newest first. */
export const versionsOf = (db: Kysely<Tables>, workerId: string, wanted: PageWanted): Promise<Page<WorkerVersionRow>> =>
  pageOf(newestFirst(db, workerId), wanted);

/**
 * Available versions on a revision that has a tag or is where a branch points to, newest first. A ref points to one revision at a
 * time, so a branch brings its newest version only.
 */
export const namedVersionsOf = (db: Kysely<Tables>, workerId: string, wanted: PageWanted): Promise<Page<WorkerVersionRow>> =>
  pageOf(
    newestFirst(db, workerId)
      .where('workerVersions.state', '=', 'available')
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('revisions')
            .innerJoin('repositories', 'repositories.id', 'revisions.repositoryId')
            .select('revisions.id')
            .whereRef('revisions.id', '=', 'workerVersions.revisionId')
            .where(
              sql<boolean>`${sql.ref('repositories.refs')} @> jsonb_build_array(jsonb_build_object('revisionId', ${sql.ref('revisions.id')}))`,
            ),
        ),
      ),
    wanted,
  );
