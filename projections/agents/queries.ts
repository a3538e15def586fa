import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { TaskRow } from '../tasks/row.ts';
import type { AgentRow } from './fold.ts';

export const oneAgent = (db: Kysely<Tables>, id: string): Promise<AgentRow | undefined> =>
  db.selectFrom('agents').selectAll().where('id', '=', id).executeTakeFirst();

export const agentsOf = (db: Kysely<Tables>, farmId: string | null): Promise<readonly AgentRow[]> =>
  db
    .selectFrom('agents')
    .selectAll()
    .$if(farmId !== null, (query) => query.where('farmId', '=', farmId))
    .execute();

/** Tasks whose live claim one of these agents holds, the oldest claim first. */
export async function claimsOfAgents(db: Kysely<Tables>, ids: readonly string[]): Promise<readonly TaskRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('tasks')
    .selectAll()
    .where('claimLive', '=', true)
    .where('agentId', 'in', ids)
    .orderBy('claimed')
    .orderBy('id')
    .execute();
}
