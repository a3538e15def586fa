import type { Pool, PoolClient } from 'pg';
import type { Position } from '../../application/ports/event-store.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import { Counting, type AppliedCounts } from './applied-counts.ts';
import { moveCheckpoints } from './checkpoints.ts';
import { foldRows, rowsBefore } from './fold-rows.ts';
import type { Generation } from './generation.ts';
import { onConnection, shortLived } from './transaction.ts';
import type { Part } from './work.ts';
import { inOrder } from './write-rows.ts';

/** A generation and what is applied to it. */
export interface Counted {
  readonly generation: Generation;
  readonly applied: AppliedCounts | null;
}

/**
 * One transaction: the checkpoints of all these generations, compared and set first, then their rows. So each event has its
 * effect exactly once, whoever else projects and whenever this program dies. Answers what is applied now.
 * `lost`: another projector was faster, nothing is written.
 *
 * The commit does not wait for the disk: rows and checkpoint lie in it together, so a crash of the server takes both or none,
 * and the log (which does wait) gives again what was lost.
 * @throws FoldFailed when a projection is at fault; anything else passes by itself
 */
export async function applyPart(
  pool: Pool,
  generations: readonly Counted[],
  from: Position,
  part: Part,
): Promise<readonly Counted[] | 'lost'> {
  return onConnection(pool, (client) => inTransaction(client, generations, from, part));
}

async function inTransaction(
  client: PoolClient,
  generations: readonly Counted[],
  from: Position,
  { work, to }: Part,
): Promise<readonly Counted[] | 'lost'> {
  const events = new Map(work.map((one) => [one.generation, one.events]));
  const counted = generations.map((one) => countedOn(one, events.get(one.generation) ?? []));
  const checkpoints = counted.map(({ generation, applied }, index) => ({
    name: generation.checkpoint,
    applied: applied === generations[index]?.applied ? null : applied,
  }));
  const begun = client.query(`begin; set local synchronous_commit = off; ${shortLived}`);
  const moved = moveCheckpoints(client, checkpoints, from, to);
  const rows = rowsBefore(client, work); // sent at once; means nothing unless the checkpoints have moved
  rows.catch(() => undefined);
  await inOrder<unknown>([begun, moved]);
  if (!(await moved)) {
    await client.query('rollback');
    return 'lost';
  }
  await foldRows(client, work, await rows);
  await client.query('commit');
  return counted;
}

function countedOn({ generation, applied }: Counted, events: readonly Recorded[]): Counted {
  if (applied === null || events.length === 0) return { generation, applied };
  const counting = new Counting(applied);
  for (const event of events) counting.add(event);
  return { generation, applied: counting.counts() };
}
