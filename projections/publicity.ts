import type { Kysely } from 'kysely';
import type { TargetRef } from '../application/ports/identity/memberships.ts';
import { corpora } from './corpora/fold.ts';
import type { CurrentRows } from './engine/current-rows.ts';
import type { Tables } from './tables.ts';
import { workers } from './workers/fold.ts';

/** Whether a thing is there, and open to everybody. Farms and repositories never are. */
export async function publicityOf(
  db: Kysely<Tables>,
  current: CurrentRows,
  { kind, id }: TargetRef,
): Promise<{ readonly public: boolean } | null> {
  switch (kind) {
    case 'corpus':
      return current.row(corpora, id);
    case 'worker':
      return current.row(workers, id);
    case 'farm':
      return (await db.selectFrom('farms').select('id').where('id', '=', id).executeTakeFirst()) ? { public: false } : null;
    case 'repository':
      return (await db.selectFrom('repositories').select('id').where('id', '=', id).executeTakeFirst()) ? { public: false } : null;
    case 'model':
      return null;
  }
}
