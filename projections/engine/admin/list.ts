import type { Pool } from 'pg';
import { isStuck, LagMeter } from '../../../application/log/lag.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { EventStore, Position } from '../../../application/ports/event-store.ts';
import { gone, onItsWay, type GenerationState } from '../lifecycle/states.ts';
import type { AnyProjection } from '../projection.ts';
import type { Verification } from '../verify/verification.ts';
import type { GenerationView, ProjectionView } from './views.ts';

interface Stored {
  readonly projection: string;
  readonly number: number;
  readonly version: number;
  readonly state: GenerationState;
  readonly maxRate: number | null;
  readonly wanted: string | null;
  readonly verification: Verification | null;
  readonly position: Position;
  readonly updated: Date;
  readonly pace: { readonly eventsPerSecond: number; readonly positionsPerSecond: number } | null;
  readonly actor: string | null;
  readonly reason: string | null;
  readonly time: Date;
}

export interface ListDeps {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly clock: Clock;
}

/** These projections, with where each of their generations stands. @throws StoreUnavailable */
export async function listProjections(
  { pool, store, clock }: ListDeps,
  projections: readonly AnyProjection[],
): Promise<readonly ProjectionView[]> {
  const meter = new LagMeter(store, clock);
  const head = await meter.head();
  const stored = await storedGenerations(
    pool,
    projections.map(({ name }) => name),
  );
  return Promise.all(
    projections.map(async ({ name, version }): Promise<ProjectionView> => {
      const own = stored.filter(({ projection }) => projection === name);
      const find = (...states: readonly GenerationState[]): Stored | undefined => own.find(({ state }) => states.includes(state));
      const [live, building, retired] = [find('live'), find(...onItsWay), find('retired')];
      const lag = await meter.of(live?.position ?? head);
      const still = live ? (clock.now().getTime() - live.updated.getTime()) / 1000 : 0;
      return {
        name,
        version,
        live: live ? viewOf(live, head) : null,
        building: building ? viewOf(building, head) : null,
        retired: retired ? viewOf(retired, head) : null,
        eventsBehind: lag.events,
        secondsBehind: lag.seconds,
        stuck: isStuck(lag, still),
      };
    }),
  );
}

async function storedGenerations(pool: Pool, projections: readonly string[]): Promise<readonly Stored[]> {
  const { rows } = await pool.query<Stored>(
    `select g.projection, g.generation as number, g.version, g.state, g.max_rate as "maxRate", g.wanted, g.verification,
        (select min(l.position) from ops.checkpoints l where l.name = c.name or starts_with(l.name, c.name || '/')) as position,
        c.updated, c.pace, d.actor, d.reason, coalesce(d.time, g.created) as time
       from ops.generations g
       join ops.checkpoints c on c.name = g.projection || '_g' || g.generation
       left join lateral (select actor, reason, time from ops.generation_changes d
         where d.projection = g.projection and d.generation = g.generation order by d.id desc limit 1) d on true
      where g.projection = any($1) and g.state <> all($2) order by g.generation`,
    [projections, gone],
  );
  return rows;
}

function viewOf(stored: Stored, head: Position): GenerationView {
  const { number, version, state, position, pace, maxRate, wanted, verification, actor, time, reason } = stored;
  const building = state === 'building';
  const left = Number(head > position ? head - position : 0n);
  return {
    number,
    version,
    state,
    position,
    progress: head === 0n || position >= head ? 1 : Number(position) / Number(head),
    eventsPerSecond: building ? (pace?.eventsPerSecond ?? 0) : null,
    eta: building && pace && pace.positionsPerSecond > 0 ? Math.round(left / pace.positionsPerSecond) : null,
    maxRate,
    verification,
    verifying: wanted !== null,
    changed: { actor: actor ?? 'system', time, reason },
  };
}
