import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { AgentRow } from './fold.ts';

export const oneAgent = (db: Kysely<Tables>, id: string): Promise<AgentRow | undefined> =>
  db.selectFrom('agents').selectAll().where('id', '=', id).executeTakeFirst();

export const agentsOf = (db: Kysely<Tables>, farmId: string | null): Promise<readonly AgentRow[]> =>
  db
    .selectFrom('agents')
    .selectAll()
    .$if(farmId !== null, (query) => query.where('farmId', '=', farmId))
    .execute();

/** Tasks whose live claim an agent holds, by agent. */
export const claimsOfAgents = (db: Kysely<Tables>, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('tasks')
        .select(['id', 'slug', 'processId', 'agentId', 'gpuId', 'state'])
        .where('claimLive', '=', true)
        .where('agentId', 'in', ids)
        .execute();

/** Names of machines by agent. */
export async function hostnames(db: Kysely<Tables>, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.selectFrom('agents').select(['id', 'hostname']).where('id', 'in', wanted).execute();
  return new Map(rows.map(({ id, hostname }) => [id, hostname]));
}
