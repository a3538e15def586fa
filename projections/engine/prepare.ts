import type { Pool, PoolClient } from 'pg';
import { lanesOf } from './build/lanes.ts';
import { generationOf } from './generation.ts';
import { createGeneration, isOfVersion, knownGenerations, nextNumber, type KnownGeneration } from './generations.ts';
import { carryOutLocked } from './lifecycle/carry-out.ts';
import { underTheLock } from './lifecycle/lock.ts';
import { onItsWay } from './lifecycle/states.ts';
import type { AnyProjection } from './projection.ts';
import { addColumns } from './schema.ts';
import { transaction } from './transaction.ts';

const actor = 'system';

/**
 * Sees to it that every projection has tables of this program's version, or will have them:
 *
 *   no tables              ──► new ones, live at once
 *   tables of this version ──► those
 *   of another version     ──► those stay live as they are, with the columns that today's queries name (empty); new ones are to be
 *                              built beside them, or building goes on; what was on its way for another version is given up.
 *                              Where tables of this version are still kept from before, as after going back to an older program,
 *                              nothing is built: those follow the log from where they stand
 */
export const prepareGenerations = (pool: Pool, projections: readonly AnyProjection[]): Promise<void> =>
  transaction(pool, async (client) => {
    await underTheLock(client);
    const known = await knownGenerations(client);
    for (const projection of projections)
      await prepare(
        client,
        projection,
        known.filter((one) => one.projection === projection.name),
      );
  });

async function prepare(client: PoolClient, projection: AnyProjection, known: readonly KnownGeneration[]): Promise<void> {
  const live = known.find(({ state }) => state === 'live');
  if (!live) {
    await createGeneration(client, generationOf(projection, await nextNumber(client, projection.name)), { state: 'live', actor });
    return;
  }
  const next = known.find(({ state }) => onItsWay.includes(state));
  if (isOfVersion(projection, live)) {
    if (next && !isOfVersion(projection, next)) await giveUp(client, projection, next);
    return;
  }
  await addColumns(client, generationOf(projection, live.number), live.tables);
  if (next && isOfVersion(projection, next)) {
    if (next.state === 'paused' && next.automatic) await carryOutLocked(client, projection, { act: { kind: 'resume' }, actor });
    return;
  }
  if (next) await giveUp(client, projection, next);
  const retired = known.find(({ state }) => state === 'retired');
  if (retired && isOfVersion(projection, retired)) {
    await carryOutLocked(client, projection, { act: { kind: 'revive' }, actor, reason: 'a program of its version', automatic: true });
    return;
  }
  await carryOutLocked(client, projection, { act: { kind: 'rebuild' }, actor, automatic: true, lanes: lanesOf(projection) });
}

const giveUp = (client: PoolClient, projection: AnyProjection, { number, state }: KnownGeneration) =>
  carryOutLocked(client, projection, {
    act: state === 'building' || state === 'paused' ? { kind: 'cancel' } : { kind: 'drop', number },
    actor,
    reason: 'another version of the program',
  });
