import type { Pool, PoolClient } from 'pg';
import type { Generation } from './generation.ts';
import { tablesOf } from './generation.ts';
import { dropGeneration, knownGenerations } from './generations.ts';
import { checkpointOf } from './names.ts';
import { showTables } from './schema.ts';
import { transaction } from './transaction.ts';

/**
 * Puts a built generation in the place of the live one, in one transaction: both checkpoints are locked, so neither moves; the new
 * one must not be behind; the views change; the old tables go. False when it is behind: try again later. Nothing to do when
 * another program has switched already.
 */
export async function switchTo(pool: Pool, generation: Generation): Promise<boolean> {
  await pool.query(
    tablesOf(generation)
      .map(({ relation }) => `analyze ${relation};`)
      .join('\n'),
  );
  return transaction(pool, (client) => switchLocked(client, generation));
}

async function switchLocked(client: PoolClient, generation: Generation): Promise<boolean> {
  const projection = generation.projection.name;
  await client.query('select from ops.generations where projection = $1 order by generation for update', [projection]);
  const old = (await knownGenerations(client)).find((one) => one.projection === projection && one.state === 'live');
  if (old?.number === generation.number) return true;
  const names = [generation.checkpoint, ...(old ? [checkpointOf(projection, old.number)] : [])];
  await client.query('select from ops.checkpoints where name = any($1) order by name for update', [names]);
  const { rows } = await client.query<{ behind: boolean | null }>(
    `select (select position from ops.checkpoints where name = $1) < max(position) as behind from ops.checkpoints where name = any($2)`,
    [generation.checkpoint, names],
  );
  if (rows[0]?.behind !== false) return false;
  await showTables(client, generation, old?.tables ?? []);
  if (old) await dropGeneration(client, old);
  await client.query(`update ops.generations set state = 'live' where projection = $1 and generation = $2`, [
    projection,
    generation.number,
  ]);
  return true;
}
