import type { Kysely } from 'kysely';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
import { pageOf } from '../engine/page.ts';
import type { Tables } from '../tables.ts';
import { matches, type ElementFilter } from './filter.ts';
import type { ElementRow } from './fold.ts';
import { kinOf } from './kin.ts';

export interface ElementOrder {
  readonly by: 'position' | 'created' | 'name';
  readonly direction: 'asc' | 'desc';
}

export const oneElement = (db: Kysely<Tables>, id: string): Promise<ElementRow | undefined> =>
  db.selectFrom('elements').selectAll().where('id', '=', id).executeTakeFirst();

export async function elementsById(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, ElementRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('elements').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Elements of a project, in the order of their creation or by name. */
export function elementsOfCorpus(
  db: Kysely<Tables>,
  corpusId: string,
  topLevel: boolean,
  filter: ElementFilter,
  { by, direction }: ElementOrder,
  wanted: PageWanted,
): Promise<Page<ElementRow>> {
  let query = db.selectFrom('elements').selectAll('elements').where('elements.corpusId', '=', corpusId).where(matches(filter));
  if (topLevel) query = query.where('elements.parents', '=', 0);
  if (by === 'name') query = query.orderBy('elements.name', direction);
  return pageOf(
    query.orderBy('elements.position', direction).orderBy('elements.place', direction).orderBy('elements.id', direction),
    wanted,
  );
}

/** Direct children, by their position in the parent, their creation or their name. */
export function childrenOf(
  db: Kysely<Tables>,
  parentId: string,
  filter: ElementFilter,
  { by, direction }: ElementOrder,
  wanted: PageWanted,
): Promise<Page<ElementRow>> {
  const query = db
    .selectFrom('elements')
    .innerJoin('elementPaths', 'elementPaths.childId', 'elements.id')
    .selectAll('elements')
    .where('elementPaths.parentId', '=', parentId)
    .where(matches(filter));
  const ordered =
    by === 'position'
      ? query.orderBy('elementPaths.position', direction).orderBy('elementPaths.place', direction)
      : by === 'created'
        ? query.orderBy('elements.position', direction).orderBy('elements.place', direction)
        : query.orderBy('elements.name', direction);
  return pageOf(ordered.orderBy('elements.id', direction), wanted);
}

/** Everything below (or above) an element, each once: by level, then by position in the project, or as asked. */
export function kin(
  db: Kysely<Tables>,
  id: string,
  way: 'down' | 'up',
  filter: ElementFilter,
  { by, direction }: ElementOrder,
  wanted: PageWanted,
): Promise<Page<ElementRow>> {
  const query = kinOf(db, id, way)
    .selectFrom('kin')
    .innerJoin('elements', 'elements.id', 'kin.id')
    .selectAll('elements')
    .where(matches(filter));
  const first =
    by === 'name' ? query.orderBy('elements.name', direction) : by === 'position' ? query.orderBy('kin.level', direction) : query;
  return pageOf(
    first.orderBy('elements.position', direction).orderBy('elements.place', direction).orderBy('elements.id', direction),
    wanted,
  );
}

/** Direct parents, in the order of the project. */
export function parentsOf(db: Kysely<Tables>, childId: string, filter: ElementFilter, wanted: PageWanted): Promise<Page<ElementRow>> {
  const query = db
    .selectFrom('elements')
    .innerJoin('elementPaths', 'elementPaths.parentId', 'elements.id')
    .selectAll('elements')
    .where('elementPaths.childId', '=', childId)
    .where(matches(filter));
  return pageOf(query.orderBy('elements.position').orderBy('elements.place').orderBy('elements.id'), wanted);
}

/** Which of these elements have children. */
export async function withChildren(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom('elementPaths').select('parentId').distinct().where('parentId', 'in', ids).execute();
  return new Set(rows.map(({ parentId }) => parentId));
}

/** Names by element. */
