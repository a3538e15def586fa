import type { Pool } from 'pg';
import type { Position } from '../../../application/ports/event-store.ts';
import { parseApplied, type StoredCounts } from '../applied-counts.ts';
import type { Generation } from '../generation.ts';
import { Building } from './building.ts';
import { Interrupted } from './build-pass.ts';

/** Rows kept in memory for each generation, and for all that are built together: those that one event made share most of what they hold. */
const mostKept = { each: 26_000, all: 120_000 } as const;

interface StoredLane {
  readonly checkpoint: string;
  readonly lane: string;
  readonly position: Position;
  readonly applied: StoredCounts | null;
  readonly maxRate: number | null;
}

/** Generations as they stand, and how fast they may be built together: as the slowest of them. @throws Interrupted when one is no longer being built */
export async function loadBuildings(
  pool: Pool,
  generations: readonly Generation[],
): Promise<{ readonly buildings: readonly Building[]; readonly maxRate: number | null }> {
  const { rows } = await pool.query<StoredLane>(
    `select g.projection || '_g' || g.generation as checkpoint, c.name as lane, c.position, c.applied, g.max_rate as "maxRate"
       from ops.generations g join ops.checkpoints c on split_part(c.name, '/', 1) = g.projection || '_g' || g.generation
      where g.state = 'building' and g.projection || '_g' || g.generation = any($1)
      order by 1, case when c.name like '%/%' then split_part(c.name, '/', 2)::int else 0 end`,
    [generations.map(({ checkpoint }) => checkpoint)],
  );
  const buildings = generations.map((generation) => {
    const lanes = rows.filter(({ checkpoint }) => checkpoint === generation.checkpoint);
    if (lanes.length === 0) throw new Interrupted();
    return new Building(
      generation,
      lanes.map(({ lane, position }) => ({ checkpoint: lane, position })),
      parseApplied(lanes[0]?.applied ?? null) ?? new Map(),
      Math.min(mostKept.each, Math.floor(mostKept.all / generations.length)),
    );
  });
  const limits = rows.map(({ maxRate }) => maxRate).filter((rate) => rate !== null);
  return { buildings, maxRate: limits.length > 0 ? Math.min(...limits) : null };
}
