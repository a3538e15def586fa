import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Follower, Followers } from '../ports/followers.ts';
import { lagOf, type Lag } from './lag.ts';

export interface FollowerLag extends Follower {
  readonly lag: Lag;
  /** Behind, and not moving: somebody must look. */
  readonly stuck: boolean;
}

/** Behind and not moving for so long is an alarm. */
export const stuckAfterSeconds = 60;

/** How far behind everything is that follows the log. Several at one position are counted once. @throws StoreUnavailable */
export async function lags(deps: {
  readonly followers: Followers;
  readonly store: Pick<EventStore, 'readAll'>;
  readonly clock: Clock;
}): Promise<readonly FollowerLag[]> {
  const now = deps.clock.now();
  const all = await deps.followers.all();
  const counted = new Map<bigint, Lag>();
  for (const { position } of all) if (!counted.has(position)) counted.set(position, await lagOf(deps.store, position, now));
  return all.map((follower) => {
    const lag = counted.get(follower.position) ?? { events: 0, more: false, seconds: 0 };
    return { ...follower, lag, stuck: Math.min(lag.seconds, follower.stillSeconds) > stuckAfterSeconds };
  });
}
