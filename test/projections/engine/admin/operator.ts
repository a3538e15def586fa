import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { ProjectionsAdmin } from '../../../../projections/engine/admin/projections-admin.ts';
import type { GenerationState } from '../../../../projections/engine/lifecycle/states.ts';
import type { AnyProjection } from '../../../../projections/engine/projection.ts';
import type { Engine } from '../engine.ts';
import { jars, total } from '../jars.ts';

/** What an operator does with the engine's projections, and sees of them. */
export function operator({ pool, store }: Engine, projections: readonly AnyProjection[] = [jars, total]) {
  const admin = new ProjectionsAdmin({ pool, store, clock: systemClock }, projections);
  const see = async (name: string) => (await admin.find(name)).building;
  return {
    admin,
    /** Resolves with what is being built once it is in this state. */
    async becomes(name: string, state: GenerationState) {
      for (;;) {
        const building = await see(name);
        if (building?.state === state) return building;
      }
    },
    /** Resolves once a comparison that was asked for is made. */
    async compared(name: string, full = false) {
      await admin.verify(name, full);
      for (;;) {
        const building = await see(name);
        if (building && !building.verifying) return building;
      }
    },
    changes: async (name: string) =>
      (
        await pool.query(
          `select generation, state_before as before, state, actor, reason from ops.generation_changes where projection = $1 order by id`,
          [name],
        )
      ).rows,
  };
}
