import type { Pool } from 'pg';
import { copyLog, type Copied, type CopyOptions } from '../../application/log/copy/copy-log.ts';
import { carryPositions } from '../database/known-log/carry-positions.ts';
import { openLogAgain } from '../database/known-log/closed-log.ts';
import { heldPositions } from '../database/known-log/held-positions.ts';
import { positionsAreOf } from '../database/known-log/known-log.ts';
import { noteCopy } from '../database/known-log/log-copies.ts';
import { identityOf } from '../database/known-log/log-identity.ts';
import { anyLeaseHeld } from '../database/postgres-leases.ts';
import { sameDatabase } from '../database/same-database.ts';
import type { OpenedLog } from './open-log.ts';

/** From a log into itself. */
export class SameLog extends Error {}

/** A server works on the database that is copied to. */
export class CopyInUse extends Error {}

/** The reactors whose positions would go along are at places of another log than the one copied from. */
export class ForeignPositions extends Error {}

export interface CopiedLog extends Copied {
  /** A server works on the log copied from: what it appends from now on is not in the copy. */
  readonly stillServed: boolean;
}

/**
 * Copies a log with what reactors know of it, so that they go on behind the same events:
 *
 *   to a log that lies elsewhere                  ──► their positions in the copy are noted in their own database, for the first start on it
 *   to PostgreSQL that is an installation's own   ──► they are carried into that database, with the jobs still open
 * @param home the database of the reactors that work on the log
 * @throws SameLog, ForeignPositions, CopyInUse, and what `copyLog` throws
 */
export async function copyInstalledLog(
  { from, to, home }: { readonly from: OpenedLog; readonly to: OpenedLog; readonly home: Pool },
  options: Pick<CopyOptions, 'signal' | 'onProgress'>,
): Promise<CopiedLog> {
  if (from.pool && to.pool && (await sameDatabase(from.pool, to.pool))) throw new SameLog();
  if (!(await positionsAreOf(home, from))) throw new ForeignPositions();
  const elsewhere = to.pool !== null && !(await sameDatabase(home, to.pool)) ? to.pool : null;
  if (elsewhere && (await anyLeaseHeld(elsewhere))) throw new CopyInUse();
  if (to.pool) await openLogAgain(to.pool);
  const copied = await copyLog({ from: from.store, to: to.store, into: to.into, checkpoints: () => heldPositions(home), ...options });
  if (elsewhere) await carry(home, elsewhere, copied);
  else await noteCopy(home, await identityOf(to.kind, to.store), { copiedTo: copied.fromPosition, positions: copied.checkpoints });
  return { ...copied, stillServed: await anyLeaseHeld(home) };
}

async function carry(home: Pool, to: Pool, { checkpoints }: Copied): Promise<void> {
  const client = await to.connect();
  try {
    await client.query('begin');
    await carryPositions(home, client, checkpoints);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
