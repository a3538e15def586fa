import type { PoolClient } from 'pg';
import type { KnownGeneration } from '../generations.ts';

/** Key of the advisory lock under which one program at a time makes, shows or takes away tables. */
const key = 0x67656e73;

/** Until the end of the transaction nobody else makes, shows or takes away tables. */
export const underTheLock = async (client: PoolClient): Promise<void> => {
  await client.query('select pg_advisory_xact_lock($1)', [key]);
};

/**
 * All generations that a projection ever had, by number; until the end of the transaction none of them moves: neither builders (they
 * share the row of the generation) nor projectors (they move its checkpoint) get through.
 */
export async function lockGenerations(
  client: PoolClient,
  projection: string,
): Promise<readonly Omit<KnownGeneration, 'position' | 'applied'>[]> {
  const { rows } = await client.query<Omit<KnownGeneration, 'position' | 'applied'>>(
    `select projection, generation as number, version, shape, tables, state, automatic, max_rate as "maxRate", wanted
       from ops.generations where projection = $1 order by generation for update`,
    [projection],
  );
  const names = rows.map(({ number }) => `${projection}_g${number}`);
  await client.query(`select from ops.checkpoints where name = any($1) or split_part(name, '/', 1) = any($1) order by name for update`, [
    names,
  ]);
  return rows;
}
