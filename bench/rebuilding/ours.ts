import type { Pool } from 'pg';
import { UpcastingEventStore } from '../../application/log/upcasting-event-store.ts';
import { aggregates } from '../../domain/index.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { clientConfig, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import type { BuildPass } from '../../projections/engine/build/build-pass.ts';
import type { Generation } from '../../projections/engine/generation.ts';
import { knownGenerations } from '../../projections/engine/generations.ts';
import { carryOut } from '../../projections/engine/lifecycle/carry-out.ts';
import type { AnyProjection } from '../../projections/engine/projection.ts';
import { equipTables, freshGeneration, passFor } from '../../projections/engine/rebuild.ts';
import { tasks } from '../../projections/tasks/fold.ts';
import { LogUpTo } from './log-up-to.ts';
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
  const store = new LogUpTo(
    new UpcastingEventStore(
      log,
      aggregates.map(({ aggregate }) => aggregate),
    ),
  );
  const signal = new AbortController().signal;
  let generations: readonly Generation[] = [];
  let pass: BuildPass | undefined;
  return {
    async begin() {
      const before = new Set((await knownGenerations(pool)).map(({ projection }) => projection));
      for (const projection of projections.filter(({ name }) => before.has(name)))
        await carryOut(pool, projection, { act: { kind: 'cancel' }, actor: 'bench' });
      generations = await Promise.all(projections.map((projection) => freshGeneration(pool, projection)));
      pass = await passFor(generations, { store, pool, clock: systemClock });
    },
    async advance(until) {
      store.until = until;
      await pass?.run(signal);
    },
    finish: () => equipTables(pool, generations),
  };
}
