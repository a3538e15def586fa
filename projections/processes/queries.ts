import { sql, type Kysely } from 'kysely';
import type { TaskState } from '../../domain/task/states.ts';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
import { containing } from '../engine/contains.ts';
import { pageOf } from '../engine/page.ts';
import type { Tables } from '../tables.ts';
import type { ProcessRow } from './row.ts';
import { shownState } from './state.ts';

export interface ProcessFilter {
  readonly corpusId?: string | undefined;
  readonly modes?: readonly string[] | undefined;
  /** States as shown. */
  readonly states?: readonly TaskState[] | undefined;
  /** Contained in the name, or the beginning of the id. */
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  readonly started?: boolean | undefined;
  readonly finished?: boolean | undefined;
  readonly creatorId?: number | undefined;
}

export const oneProcess = (db: Kysely<Tables>, id: string): Promise<ProcessRow | undefined> =>
  db.selectFrom('processes').selectAll().where('id', '=', id).executeTakeFirst();

/** Processes of public projects and of those of the ids given, newest first; `corpora: 'all'` = of every project. */
export function readableProcesses(
  db: Kysely<Tables>,
  corpora: readonly string[] | 'all',
  filter: ProcessFilter,
  wanted: PageWanted,
): Promise<Page<ProcessRow>> {
  const { corpusId, modes, states, name, id, started, finished, creatorId } = filter;
  let query = db
    .selectFrom('processes')
    .leftJoin('processRuns', (join) =>
      join.onRef('processRuns.processId', '=', 'processes.id').onRef('processRuns.run', '=', 'processes.run'),
    )
    .selectAll('processes');
  if (corpora !== 'all') {
    query = query.where((eb) =>
      eb.or([
        eb('processes.corpusId', '=', eb.fn.any(eb.val(corpora))),
        eb('processes.corpusId', 'in', eb.selectFrom('corpora').select('corpora.id').where('corpora.public', '=', true)),
      ]),
    );
  }
  if (corpusId !== undefined) query = query.where('processes.corpusId', '=', corpusId);
  if (modes !== undefined) query = query.where((eb) => eb('processes.mode', '=', eb.fn.any(eb.val(modes))));
  if (states !== undefined) query = query.where((eb) => eb(shownState(), '=', eb.fn.any(eb.val(states))));
  if (name !== undefined) {
    const startsId = sql<boolean>`${sql.ref('processes.id')}::text like ${containing(name.toLowerCase()).slice(1)}`;
    query = query.where((eb) => eb.or([eb('processes.name', 'ilike', containing(name)), startsId]));
  }
  if (id !== undefined) query = query.where('processes.id', '=', id);
  if (started !== undefined) query = query.where('processes.started', started ? 'is not' : 'is', null);
  if (finished !== undefined) query = query.where('processes.finished', finished ? 'is not' : 'is', null);
  if (creatorId !== undefined) query = query.where('processes.creatorId', '=', creatorId);
  return pageOf(query.orderBy('processes.position', 'desc').orderBy('processes.id'), wanted);
}

export async function processesById(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, ProcessRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('processes').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}
