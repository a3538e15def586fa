import type { ClientBase } from 'pg';
import { beginning, type Position } from '../../../application/ports/event-store.ts';

type Queries = Pick<ClientBase, 'query'>;

const constraint = 'the_log_has_moved_to_another_event_store';

/**
 * Lets the log in this database take no more events, from the end of the transaction on: a program that does not know yet that it has
 * moved is refused instead of writing where nobody reads. Gives the position of the last event.
 */
export async function closeLog(client: Queries): Promise<Position> {
  await client.query('lock table log.events in access exclusive mode');
  const { rows } = await client.query<{ position: bigint }>('select position from log.events order by position desc limit 1');
  await openLogAgain(client);
  await client.query(`alter table log.events add constraint ${constraint} check (false) not valid`);
  return BigInt(rows[0]?.position ?? beginning);
}

/** For a log that is copied back into. */
export const openLogAgain = async (client: Queries): Promise<void> =>
  void (await client.query(`alter table log.events drop constraint if exists ${constraint}`));
