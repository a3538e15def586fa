import { isStuck, LagMeter, type Lag } from '../log/lag.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Follower, Followers } from '../ports/followers.ts';

export interface FollowerLag extends Follower {
  readonly lag: Lag;
  /** Behind, and not moving: somebody must look. */
  readonly stuck: boolean;
}

/** How far behind everything is that follows the log. @throws StoreUnavailable */
export async function lags(deps: {
  readonly followers: Followers;
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly clock: Clock;
}): Promise<readonly FollowerLag[]> {
  const all = await deps.followers.all();
  const meter = new LagMeter(deps.store, deps.clock);
  return Promise.all(
    all.map(async (follower) => {
      const lag = await meter.of(follower.position);
      return { ...follower, lag, stuck: isStuck(lag, follower.stillSeconds) };
    }),
  );
}
