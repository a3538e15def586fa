import type { Pool, PoolClient } from 'pg';
import { generationOf, shapeOf, type Generation } from './generation.ts';
import { createGeneration, dropGeneration, knownGenerations, nextNumber, type KnownGeneration } from './generations.ts';
import type { AnyProjection } from './projection.ts';
import { transaction } from './transaction.ts';

/** Key of the advisory lock under which one program at a time makes or takes away tables. */
const lock = 0x67656e73;

/**
 * Sees to it that every projection has tables of this program's version, and says which to keep:
 *
 *   no tables              ──► new ones, live at once
 *   tables of this version ──► those
 *   of another version     ──► those stay live as they are; new ones are built beside them (or building goes on)
 */
export const prepareGenerations = (pool: Pool, projections: readonly AnyProjection[]): Promise<readonly Generation[]> =>
  transaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [lock]);
    const known = await knownGenerations(client);
    const kept: Generation[] = [];
    for (const projection of projections)
      kept.push(
        await prepare(
          client,
          projection,
          known.filter((one) => one.projection === projection.name),
        ),
      );
    return kept;
  });

async function prepare(client: PoolClient, projection: AnyProjection, known: readonly KnownGeneration[]): Promise<Generation> {
  const live = known.find(({ state }) => state === 'live');
  const ours = known.filter((one) => isOf(projection, one));
  const current = ours.find(({ state }) => state === 'live') ?? ours[0];
  for (const one of known) if (one.state === 'building' && one !== current) await dropGeneration(client, one);
  if (current) return generationOf(projection, current.number);
  const generation = generationOf(projection, await nextNumber(client, projection.name));
  await createGeneration(client, generation, live ? 'building' : 'live');
  return generation;
}

const isOf = (projection: AnyProjection, { version, shape }: KnownGeneration): boolean =>
  version === projection.version && shape === shapeOf(projection);
