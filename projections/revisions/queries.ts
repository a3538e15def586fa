import type { Kysely } from 'kysely';
import type { GitRefRow } from '../repositories/fold.ts';
import type { Tables } from '../tables.ts';
import type { RevisionRow } from './fold.ts';

/** A revision with the address of its repository and the branches and tags that point to it now. */
export interface ShownRevision extends RevisionRow {
  readonly repositoryUrl: string | null;
  readonly refs: readonly GitRefRow[];
}

/** @param refs all of its repository */
export const shownRevision = (row: RevisionRow, repositoryUrl: string | null, refs: readonly GitRefRow[]): ShownRevision => ({
  ...row,
  repositoryUrl,
  refs: refs.filter((ref) => ref.revisionId === row.id),
});

export async function revisionsById(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, ShownRevision>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('revisions')
    .leftJoin('repositories', 'repositories.id', 'revisions.repositoryId')
    .selectAll('revisions')
    .select(['repositories.url as repositoryUrl', 'repositories.refs'])
    .where('revisions.id', 'in', ids)
    .execute();
  return new Map(rows.map(({ repositoryUrl, refs, ...row }) => [row.id, shownRevision(row, repositoryUrl, refs ?? [])]));
}
