import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import { BuildPass } from './build/build-pass.ts';
import { lanesOf } from './build/lanes.ts';
import { loadBuildings } from './build/load-buildings.ts';
import { generationOf, type Generation } from './generation.ts';
import { analyzeTables, carryOut } from './lifecycle/carry-out.ts';
import type { AnyProjection } from './projection.ts';
import { createIndexes } from './schema.ts';
import { transaction } from './transaction.ts';

export interface Rebuild {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly pool: Pool;
  readonly clock: Clock;
  /** Events per page at most. */
  readonly pageSize?: number;
  /** Ends it between two transactions; it can go on later. */
  readonly signal?: AbortSignal;
  /** See `PassDeps`. */
  readonly onWritten?: (position: Position, events: number) => Promise<boolean> | boolean;
}

export interface FreshOptions {
  /** Who wants it; default: `system`. */
  readonly actor?: string;
  readonly maxRate?: number | null;
  /** Default: by the processors of this machine. */
  readonly lanes?: number;
}

/** Empty tables beside the live ones, to be built. @throws GenerationForbidden */
export async function freshGeneration(pool: Pool, projection: AnyProjection, options: FreshOptions = {}): Promise<Generation> {
  const { actor = 'system', maxRate = null, lanes } = options;
  const [made] = await carryOut(pool, projection, { act: { kind: 'rebuild' }, actor, maxRate, lanes: lanesOf(projection, lanes) });
  return generationOf(projection, made!.number);
}

/** Of a rebuild: larger than those at the head, where somebody waits for each event. */
export const rebuildPageSize = 1_000;

/**
 * Folds the log into generations that are being built, from their checkpoints to the head, in one way through the log. True when it has
 * come to the head. It can be ended at any moment and goes on from the checkpoints. @throws Interrupted, FoldFailed
 */
export async function rebuildInto(generations: readonly Generation[], rebuild: Rebuild): Promise<boolean> {
  const pass = await passFor(generations, rebuild);
  return pass.run(rebuild.signal ?? new AbortController().signal);
}

/** The way through the log, still to be gone. @throws Interrupted */
export async function passFor(generations: readonly Generation[], rebuild: Rebuild): Promise<BuildPass> {
  const { store, pool, clock, pageSize = rebuildPageSize, onWritten } = rebuild;
  const { buildings, maxRate } = await loadBuildings(pool, generations);
  return new BuildPass({ store, pool, clock, pageSize, ...(onWritten ? { onWritten } : {}) }, buildings, maxRate);
}

/** Tables that are filled get what queries need: their indexes, and what the planner knows of them. */
export async function equipTables(pool: Pool, generations: readonly Generation[]): Promise<void> {
  for (const generation of generations) {
    await transaction(pool, (client) => createIndexes(client, generation));
    await analyzeTables(pool, generation);
  }
}
