import type { Pool } from 'pg';
import { UpcastingEventStore } from '../../application/log/upcasting-event-store.ts';
import { aggregates } from '../../domain/index.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { clientConfig, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import type { Generation } from '../../projections/engine/generation.ts';
import type { AnyProjection } from '../../projections/engine/projection.ts';
import { freshGeneration, rebuildInto } from '../../projections/engine/rebuild.ts';
import { tasks } from '../../projections/tasks/fold.ts';
import { logUpTo } from './log-up-to.ts';
import type { RebuildSide } from './side.ts';

/** The list of tasks under other names: read models of which every one takes every event. */
const copyOfTasks = (n: number): AnyProjection => ({
  ...tasks,
  name: `tasks_${n}`,
  rollups: (tasks.rollups ?? []).map((rollup) => ({ ...rollup, name: `${rollup.name}_${n}` })),
});

export const oneReadModel: readonly AnyProjection[] = [tasks];
export const fiveReadModels: readonly AnyProjection[] = [1, 2, 3, 4, 5].map(copyOfTasks);

/** Colophon's engine, as a rebuild runs it: from its own store, events brought up to today's version. */
export function ours(pool: Pool, address: DatabaseAddress, projections: readonly AnyProjection[]): RebuildSide {
  const log = new PostgresEventStore(pool, clientConfig(address), systemClock);
  const store = new UpcastingEventStore(
    log,
    aggregates.map(({ aggregate }) => aggregate),
  );
  let generations: readonly Generation[] = [];
  return {
    async begin() {
      generations = await Promise.all(projections.map((projection) => freshGeneration(pool, projection)));
    },
    async advance(until) {
      await rebuildInto(generations, { store: logUpTo(store, until), pool, clock: systemClock });
    },
  };
}
