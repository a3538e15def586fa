import type { Kysely } from 'kysely';
import type { EventIndex } from '../../application/ports/event-index.ts';
import type { Tables } from '../tables.ts';

export const eventIndexOf = (db: Kysely<Tables>): EventIndex => {
  const places = db.selectFrom('eventIndex').select(['id', 'position', 'stream', 'revision']);
  return {
    event: async (id) => (await places.where('id', '=', id).executeTakeFirst()) ?? null,
    at: async (position) => (await places.where('position', '=', position).executeTakeFirst()) ?? null,
    async correlationOf(id) {
      const row = await db
        .selectFrom('eventIndex')
        .select('correlationId')
        .where((eb) => eb.or([eb('id', '=', id), eb('commandId', '=', id), eb('correlationId', '=', id)]))
        .limit(1)
        .executeTakeFirst();
      return row?.correlationId ?? null;
    },
    ofCorrelation: (correlationId, limit) => places.where('correlationId', '=', correlationId).orderBy('position').limit(limit).execute(),
  };
};
