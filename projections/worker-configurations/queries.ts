import type { Kysely } from 'kysely';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
import { containing } from '../engine/contains.ts';
import { pageOf } from '../engine/page.ts';
import type { Tables } from '../tables.ts';
import type { WorkerConfigurationRow } from './fold.ts';

export const oneConfiguration = (db: Kysely<Tables>, id: string): Promise<WorkerConfigurationRow | undefined> =>
  db.selectFrom('workerConfigurations').selectAll().where('id', '=', id).executeTakeFirst();

/** By name. */
export function configurationsOf(
  db: Kysely<Tables>,
  workerId: string,
  { archived, name }: { readonly archived: boolean; readonly name?: string | undefined },
  wanted: PageWanted,
): Promise<Page<WorkerConfigurationRow>> {
  let query = db
    .selectFrom('workerConfigurations')
    .selectAll('workerConfigurations')
    .where('workerConfigurations.workerId', '=', workerId)
    .where('workerConfigurations.archived', '=', archived);
  if (name !== undefined) query = query.where('workerConfigurations.name', 'ilike', containing(name));
  return pageOf(query.orderBy('workerConfigurations.name').orderBy('workerConfigurations.id'), wanted);
}

export async function configurationsById(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, WorkerConfigurationRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('workerConfigurations').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}
