import type { Pool, PoolClient } from 'pg';
import type { Position } from '../../application/ports/event-store.ts';
import { moveCheckpoints } from './checkpoints.ts';
import { foldRows, rowsBefore } from './fold-rows.ts';
import type { Generation } from './generation.ts';
import type { Part } from './work.ts';
import { inOrder } from './write-rows.ts';

/**
 * One transaction: the checkpoints of all these generations, compared and set first, then their rows. So each event has its
 * effect exactly once, whoever else projects and whenever this program dies. `lost`: another projector was faster, nothing is written.
 *
 * The commit does not wait for the disk: rows and checkpoint lie in it together, so a crash of the server takes both or none,
 * and the log (which does wait) gives again what was lost.
 * @throws FoldFailed when a projection is at fault; anything else passes by itself
 */
export async function applyPart(pool: Pool, generations: readonly Generation[], from: Position, part: Part): Promise<'applied' | 'lost'> {
  const client = await pool.connect();
  try {
    const outcome = await inTransaction(client, generations, from, part);
    client.release();
    return outcome;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}

async function inTransaction(
  client: PoolClient,
  generations: readonly Generation[],
  from: Position,
  { work, to }: Part,
): Promise<'applied' | 'lost'> {
  const names = generations.map(({ checkpoint }) => checkpoint);
  const begun = client.query('begin; set local synchronous_commit = off');
  const moved = moveCheckpoints(client, names, from, to);
  const rows = rowsBefore(client, work); // sent at once; means nothing unless the checkpoints have moved
  rows.catch(() => undefined);
  await inOrder<unknown>([begun, moved]);
  if (!(await moved)) {
    await client.query('rollback');
    return 'lost';
  }
  await foldRows(client, work, await rows);
  await client.query('commit');
  return 'applied';
}
