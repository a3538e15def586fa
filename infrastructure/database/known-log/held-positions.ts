import type { ClientBase } from 'pg';
import type { Position } from '../../../application/ports/event-store.ts';

type Queries = Pick<ClientBase, 'query'>;

/** Tables whose rows hold a position of the log, and what of a row is its name. Those of read models are not among them: they are made anew. */
const holders = [
  { what: 'checkpoint', table: 'ops.checkpoints', key: 'name' },
  { what: 'effective from', table: 'ops.effective_from', key: 'reactor' },
  { what: 'job', table: 'ops.open_jobs', key: 'id' },
] as const;

/** Condition on a row `c` of the checkpoints: a reactor's, not one of a generation of read models or its lanes. */
export const reactorCheckpoints = `not exists (select from ops.generations g where split_part(c.name, '/', 1) = g.projection || '_g' || g.generation)`;

/** Every position that reactors and their jobs hold, by the name of its holder. */
export async function heldPositions(client: Queries): Promise<ReadonlyMap<string, Position>> {
  const parts = holders.map(
    ({ what, table, key }) =>
      `select '${what} ' || c.${key}::text as holder, c.position from ${table} c where ${what === 'checkpoint' ? reactorCheckpoints : 'true'}`,
  );
  const { rows } = await client.query<{ holder: string; position: bigint }>(`${parts.join(' union all ')} order by holder`);
  return new Map(rows.map(({ holder, position }) => [holder, BigInt(position)]));
}

/** Puts other positions in their place. Call it in a transaction. */
export async function placePositions(client: Queries, positions: ReadonlyMap<string, Position>): Promise<void> {
  for (const { what, table, key } of holders) {
    const prefix = `${what} `;
    const own = [...positions].filter(([holder]) => holder.startsWith(prefix));
    await client.query(
      `update ${table} c set position = own.position
         from unnest($1::text[], $2::bigint[]) own(key, position) where c.${key}::text = own.key`,
      [own.map(([holder]) => holder.slice(prefix.length)), own.map(([, position]) => position)],
    );
  }
}
