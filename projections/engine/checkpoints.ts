import type { ClientBase } from 'pg';
import type { Position } from '../../application/ports/event-store.ts';

/**
 * Moves these checkpoints from one position to another, all or none of them: false means that another projector was faster, and
 * nothing may be written. Rows are locked in the order of their names, so two projectors wait for each other, never crosswise.
 */
export async function moveCheckpoints(client: ClientBase, names: readonly string[], from: Position, to: Position): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'colophon: move checkpoints',
    text: `with mine as (select name from ops.checkpoints where name = any($1::text[]) and position = $2 order by name for update)
      update ops.checkpoints c set position = $3, updated = now() from mine where c.name = mine.name`,
    values: [names, from, to],
  });
  return rowCount === names.length;
}
