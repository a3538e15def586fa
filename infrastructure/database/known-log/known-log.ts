import type { ClientBase, Pool } from 'pg';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { anyLeaseHeld } from '../postgres-leases.ts';
import { AnotherLog, copyAgain, copyFirst, stopFirst } from './another-log.ts';
import { closeLog } from './closed-log.ts';
import { heldPositions, placePositions } from './held-positions.ts';
import { forgetCopies, notedCopy } from './log-copies.ts';
import { identityOf, sameLog, type LogIdentity, type LogKind } from './log-identity.ts';

export interface LogInUse {
  readonly kind: LogKind;
  readonly store: Pick<EventStore, 'readAll'>;
}

/**
 * Looks whether the log in use is the one that the positions of this database belong to:
 *
 *   the same, or nothing has been read yet ──► noted
 *   a copy of it, wholly copied            ──► the positions are put in the words of the copy, read models are made anew,
 *                                              the old log (where it lies here) takes no more events
 *   another                                ──► AnotherLog
 * @throws AnotherLog, StoreUnavailable
 */
export async function recogniseLog(pool: Pool, { kind, store }: LogInUse): Promise<void> {
  const actual = await identityOf(kind, store);
  const client = await pool.connect();
  try {
    await client.query('begin; lock table ops.known_log in share row exclusive mode');
    const known = await knownLog(client);
    if (known && !isOurs(known, actual) && !(await nothingRead(client, known))) await goOnWith(client, known, actual);
    await note(client, actual);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Whether the positions in this database, if there are any, are places in this log. @throws StoreUnavailable */
export async function positionsAreOf(client: Pick<ClientBase, 'query'>, { kind, store }: LogInUse): Promise<boolean> {
  if ((await heldPositions(client)).size === 0) return true;
  const known = await knownLog(client);
  return known === null || isOurs(known, await identityOf(kind, store));
}

/** @throws AnotherLog unless there is a copy, whole and as fresh as the positions are */
async function goOnWith(client: ClientBase, known: LogIdentity, actual: LogIdentity): Promise<void> {
  const refuse = (why: string): never => {
    throw new AnotherLog(known, actual, why);
  };
  const copy = (await notedCopy(client, actual)) ?? refuse(copyFirst);
  if (await anyLeaseHeld(client)) refuse(stopFirst);
  if (known.kind === 'postgres' && (await closeLog(client)) > copy.copiedTo) refuse(copyAgain('the log has grown'));
  const noted = new Map(copy.positions.map(({ name, from }) => [name, from]));
  for (const [holder, position] of await heldPositions(client))
    if (noted.get(holder) !== position) refuse(copyAgain(`the ${holder} has moved on`));
  await placePositions(client, new Map(copy.positions.map(({ name, to }) => [name, to])));
  await forgetCopies(client);
  await dropReadModels(client);
}

/** The log that the positions belong to; null in a new database. */
export async function knownLog(client: Pick<ClientBase, 'query'>): Promise<LogIdentity | null> {
  const { rows } = await client.query<{ kind: LogKind; event: string | null; position: bigint | null }>(
    'select kind, first_event as event, first_position as position from ops.known_log',
  );
  const [row] = rows;
  if (row?.kind === 'eventstoredb')
    return { kind: row.kind, first: row.event === null ? null : { event: row.event, position: BigInt(row.position ?? 0) } };
  const first = await client.query<{ event: string; position: bigint }>(
    'select id as event, position from log.events order by position limit 1',
  );
  return row || first.rows[0] ? { kind: 'postgres', first: first.rows[0] ?? null } : null;
}

/** Also when the log was empty when it was last seen. */
const isOurs = (known: LogIdentity, actual: LogIdentity): boolean =>
  sameLog(known, actual) || (known.kind === actual.kind && known.first === null);

async function nothingRead(client: Pick<ClientBase, 'query'>, known: LogIdentity): Promise<boolean> {
  if (known.first !== null) return false;
  const { rows } = await client.query('select from ops.checkpoints where position > 0 limit 1');
  return rows.length === 0;
}

async function note(client: Pick<ClientBase, 'query'>, { kind, first }: LogIdentity): Promise<void> {
  await client.query(
    `insert into ops.known_log (kind, first_event, first_position) values ($1, $2, $3)
     on conflict (one) do update set kind = excluded.kind, first_event = excluded.first_event, first_position = excluded.first_position
     where (known_log.kind, known_log.first_event) is distinct from (excluded.kind, excluded.first_event)`,
    [kind, first?.event ?? null, first?.position ?? null],
  );
}

/** They are made anew at the start, from the other log. */
async function dropReadModels(client: Pick<ClientBase, 'query'>): Promise<void> {
  await client.query(`
    delete from ops.checkpoints c using ops.generations g where split_part(c.name, '/', 1) = g.projection || '_g' || g.generation;
    update ops.generations set state = 'dropped';
    delete from ops.log_census;
    delete from ops.holes;
    drop schema read cascade;
    create schema read;
  `);
}
