import { sql, type Kysely } from 'kysely';
import type { EventIndex, PlaceRange } from '../../application/ports/event-index.ts';
import type { Tables } from '../tables.ts';
import { ofProcesses } from './fold.ts';

/**
 * Events of a process and its tasks, looked up stream by stream in the index of such streams: what a page costs depends neither on the
 * length of the log nor on how much happened to the process. `atMost`: that many of each stream are enough.
 */
function ofProcess(db: Kysely<Tables>, processId: string, { after, upTo }: PlaceRange, atMost: number | null) {
  const streams = db
    .selectFrom('tasks')
    .select(sql<string>`'task-' || tasks.id`.as('name'))
    .where('tasks.processId', '=', processId)
    .unionAll(db.selectNoFrom(sql<string>`${`process-${processId}`}::text`.as('name')));
  return db.selectFrom(streams.as('streams')).innerJoinLateral(
    (eb) => {
      const inStream = eb
        .selectFrom('eventIndex')
        .select(['eventIndex.id', 'eventIndex.position', 'eventIndex.stream', 'eventIndex.revision'])
        .whereRef('eventIndex.stream', '=', 'streams.name')
        .where(sql<boolean>`${sql.raw(ofProcesses)}`)
        .where('eventIndex.position', '>', after)
        .$if(upTo !== null, (query) => query.where('eventIndex.position', '<=', upTo))
        .orderBy('eventIndex.position');
      return (atMost === null ? inStream : inStream.limit(atMost)).as('places');
    },
    (join) => join.onTrue(),
  );
}

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
    ofProcess: (id, range, limit) => ofProcess(db, id, range, limit).selectAll('places').orderBy('position').limit(limit).execute(),
    async countOfProcess(id, range) {
      const { count } = await ofProcess(db, id, range, null)
        .select((eb) => eb.fn.countAll<bigint>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
};
