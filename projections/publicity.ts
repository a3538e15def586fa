import type { Kysely } from 'kysely';
import type { TargetRef } from '../application/ports/identity/memberships.ts';
import type { Tables } from './tables.ts';

/** Whether a thing is there, and open to everybody. Farms and repositories never are. */
export async function publicityOf(db: Kysely<Tables>, { kind, id }: TargetRef): Promise<{ readonly public: boolean } | null> {
  switch (kind) {
    case 'corpus':
      return (await db.selectFrom('corpora').select('public').where('id', '=', id).executeTakeFirst()) ?? null;
    case 'worker':
      return (await db.selectFrom('workers').select('public').where('id', '=', id).executeTakeFirst()) ?? null;
    case 'farm':
      return (await db.selectFrom('farms').select('id').where('id', '=', id).executeTakeFirst()) ? { public: false } : null;
    case 'repository':
      return (await db.selectFrom('repositories').select('id').where('id', '=', id).executeTakeFirst()) ? { public: false } : null;
    case 'model':
      return null;
  }
}
