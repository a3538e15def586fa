import type { Pool } from 'pg';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import { applyPart } from './apply-part.ts';
import type { Generation } from './generation.ts';
import { createGeneration, knownGenerations, nextNumber } from './generations.ts';
import { generationOf } from './generation.ts';
import { PageReader } from './page-reader.ts';
import type { AnyProjection } from './projection.ts';
import { transaction } from './transaction.ts';
import { mostRows, partsOf, routesOf } from './work.ts';

interface Rebuild {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly pool: Pool;
  /** Events per page at most; default 500. */
  readonly pageSize?: number;
  /** Ends it between two transactions; it can go on later. */
  readonly signal?: AbortSignal;
}

/** Empty tables beside the live ones, to be built. */
export const freshGeneration = (pool: Pool, projection: AnyProjection): Promise<Generation> =>
  transaction(pool, async (client) => {
    const generation = generationOf(projection, await nextNumber(client, projection.name));
    await createGeneration(client, generation, 'building');
    return generation;
  });

/**
 * Folds the log into generations that stand at one position, from there to the head, page after page in transactions of their own.
 * Returns the position reached. It can be ended at any moment and goes on from its checkpoint.
 */
export async function rebuildInto(generations: readonly Generation[], { store, pool, pageSize = 500, signal }: Rebuild): Promise<Position> {
  const reader = new PageReader(store, pageSize);
  const routes = routesOf(generations);
  let position = await positionOf(pool, generations);
  for (;;) {
    const page = await reader.read(position);
    let rows = 0;
    for (const part of partsOf(routes, page)) {
      if (signal?.aborted) return position;
      const applied = page.position === position ? 'applied' : await applyPart(pool, generations, position, part);
      position = applied === 'lost' ? await positionOf(pool, generations) : part.to;
      if (applied === 'lost') break;
      rows += part.weight;
    }
    reader.weighed(page.events.length, rows, mostRows);
    if (page.caughtUp && position === page.position) return position;
  }
}

async function positionOf(pool: Pool, generations: readonly Generation[]): Promise<Position> {
  const names = new Set(generations.map(({ checkpoint }) => checkpoint));
  const known = (await knownGenerations(pool)).filter(({ projection, number }) => names.has(`${projection}_g${number}`));
  const [position, ...others] = new Set(known.map((one) => one.position));
  if (position === undefined || others.length > 0) throw new Error('Only generations at one position can be built together.');
  return position;
}
