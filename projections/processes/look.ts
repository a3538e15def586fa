import type { Kysely } from 'kysely';
import type { ProcessesLook } from '../../application/ports/look/processes.ts';
import type { Tables } from '../tables.ts';

export const processesLook = (db: Kysely<Tables>): ProcessesLook => ({
  async lastRun(processId) {
    const row = await db.selectFrom('processes').select('run').where('id', '=', processId).executeTakeFirst();
    return row?.run ?? null;
  },
  async taskStates(ids) {
    if (ids.length === 0) return new Map();
    const rows = await db.selectFrom('tasks').select(['id', 'state']).where('id', 'in', ids).execute();
    return new Map(rows.map(({ id, state }) => [id, state]));
  },
});
