import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** An agent as its tasks show it. */
export interface Holder {
  readonly id: string;
  readonly hostname: string;
  readonly gpus: readonly { readonly gpuId: string; readonly name: string }[];
}

/** Agents by id; a removed one is absent. */
export async function holders(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, Holder>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('agents').select(['id', 'hostname', 'gpus']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}
