import type { Kysely } from 'kysely';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
import { containing } from '../engine/contains.ts';
import { pageOf } from '../engine/page.ts';
import type { Tables } from '../tables.ts';
import type { WorkerRow } from './fold.ts';

export interface WorkerFilter {
  readonly name?: string | undefined;
  /** Slug of the type. */
  readonly type?: string | undefined;
  readonly repositoryId?: string | undefined;
  readonly archived: boolean;
}

export const oneWorker = (db: Kysely<Tables>, id: string): Promise<WorkerRow | undefined> =>
  db.selectFrom('workers').selectAll().where('id', '=', id).executeTakeFirst();

/** Public workers and those of the ids given, by name; `'all'` = every worker. */
export function readableWorkers(
  db: Kysely<Tables>,
  readable: readonly string[] | 'all',
  { name, type, repositoryId, archived }: WorkerFilter,
  wanted: PageWanted,
): Promise<Page<WorkerRow>> {
  let query = db.selectFrom('workers').selectAll('workers').where('workers.archived', '=', archived);
  if (readable !== 'all') {
    query = query.where((eb) => eb.or([eb('workers.public', '=', true), eb('workers.id', '=', eb.fn.any(eb.val(readable)))]));
  }
  if (name !== undefined) query = query.where('workers.name', 'ilike', containing(name));
  if (type !== undefined) query = query.where('workers.typeSlug', '=', type);
  if (repositoryId !== undefined) query = query.where('workers.repositoryId', '=', repositoryId);
  return pageOf(query.orderBy('workers.name').orderBy('workers.id'), wanted);
}

export async function workersById(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, WorkerRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('workers').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}
