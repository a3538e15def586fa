import type { ClientBase } from 'pg';
import type { Position } from '../../application/ports/event-store.ts';
import { storedCounts, type AppliedCounts } from './applied-counts.ts';

export interface Checkpoint {
  readonly name: string;
  /** What is applied once it has moved; null: as it was, or not counted. */
  readonly applied: AppliedCounts | null;
}

/**
 * Moves these checkpoints from one position to another, all or none of them: false means that another projector was faster, and
 * nothing may be written. Rows are locked in the order of their names, so two projectors wait for each other, never crosswise.
 */
export async function moveCheckpoints(
  client: ClientBase,
  checkpoints: readonly Checkpoint[],
  from: Position,
  to: Position,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'colophon: move checkpoints',
    text: `with mine as (select name from ops.checkpoints where name = any($1::text[]) and position = $2 order by name for update)
      update ops.checkpoints c set position = $3, updated = now(), applied = coalesce(given.applied::jsonb, c.applied)
        from mine join unnest($1::text[], $4::text[]) as given(name, applied) using (name) where c.name = mine.name`,
    values: [checkpoints.map(({ name }) => name), from, to, checkpoints.map(({ applied }) => applied && storedCounts(applied))],
  });
  return rowCount === checkpoints.length;
}
