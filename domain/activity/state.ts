import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { activityEvents, type ActivityClaim, type ActivityEvent } from './events.ts';

export interface ActivityLife {
  /** `queued` until the first claim: being queued is a bulk fact of the process. */
  readonly state: 'queued' | 'started' | 'processed' | 'error';
  readonly claim: ActivityClaim | null;
  readonly startedAt: Date | null;
}

/** The work of one (worker version, model version, configuration) on one element, shared by all processes. */
export const activity: Aggregate<ActivityLife, ActivityEvent> = {
  category: 'activity',
  events: activityEvents,
  initial: { state: 'queued', claim: null, startedAt: null },
  evolve(state, event, time) {
    switch (event.type) {
      case 'ActivityStarted':
        return { state: 'started', claim: event.data.claim, startedAt: time };
      case 'ActivityProcessed':
        return { ...state, state: 'processed', claim: event.data.claim };
      case 'ActivityFailed':
        return { ...state, state: 'error', claim: event.data.claim };
    }
  },
};

export const decision = decisionsOf(activity);
