import type { Pool, PoolClient } from 'pg';
import type { Position } from '../../../application/ports/event-store.ts';
import { moveCheckpoints } from '../checkpoints.ts';
import { blame } from '../defects.ts';
import type { Generation } from '../generation.ts';
import { onConnection, shortLived } from '../transaction.ts';
import { inOrder, writeRows } from '../write-rows.ts';
import type { LaneChange } from './building.ts';
import type { Pace } from './pace.ts';

/** Written; and how fast it may go, from now on. */
export interface Flushed {
  readonly maxRate: number | null;
}

/**
 * One transaction: the generation is still to be built (whoever changes that waits for us), the lane's checkpoint compared and set, its
 * rows written. `interrupted`: it is paused, cancelled or moved by another builder; nothing is written.
 * @throws FoldFailed when the database refuses a row
 */
export async function flushLane(
  pool: Pool,
  generation: Generation,
  change: LaneChange,
  to: Position,
  pace: Pace,
): Promise<Flushed | 'interrupted'> {
  return onConnection(pool, (client) => inTransaction(client, generation, change, to, pace));
}

async function inTransaction(
  client: PoolClient,
  { projection, number }: Generation,
  { lane, changes, applied }: LaneChange,
  to: Position,
  pace: Pace,
): Promise<Flushed | 'interrupted'> {
  const begun = client.query(`begin; set local synchronous_commit = off; ${shortLived}`);
  const state = client.query<{ maxRate: number | null }>({
    name: 'colophon: is it being built',
    text: `select max_rate as "maxRate" from ops.generations where projection = $1 and generation = $2 and state = 'building' for share`,
    values: [projection.name, number],
  });
  const moved = moveCheckpoints(client, [{ name: lane.checkpoint, applied }], lane.position, to);
  await inOrder<unknown>([begun, state, moved]);
  const [building] = (await state).rows;
  if (building === undefined || !(await moved)) {
    await client.query('rollback');
    return 'interrupted';
  }
  const written = changes.map(({ table, change }) => writeRows(client, table, change).catch(blame(projection.name)));
  if (applied) written.push(setPace(client, lane.checkpoint, pace));
  await inOrder(written);
  await client.query('commit');
  return building;
}

const setPace = async (client: PoolClient, checkpoint: string, pace: Pace): Promise<void> => {
  await client.query({
    name: 'colophon: set pace',
    text: 'update ops.checkpoints set pace = $2 where name = $1',
    values: [checkpoint, JSON.stringify(pace)],
  });
};
