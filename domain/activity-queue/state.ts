import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { activityQueueEvents, type ActivityQueueEvent } from './events.ts';

export interface ActivityQueueState {
  readonly state: 'open' | 'sealed' | 'failed';
}

/** The elements queued for one run of a process, in parts; id: `<process>-<run>`. No worker starts before it is sealed. */
export const activityQueue: Aggregate<ActivityQueueState, ActivityQueueEvent> = {
  category: 'activityqueue',
  events: activityQueueEvents,
  initial: { state: 'open' },
  evolve(state, event) {
    switch (event.type) {
      case 'ActivitiesQueued':
        return state;
      case 'ActivityQueueSealed':
        return { state: 'sealed' };
      case 'ActivityQueueFailed':
        return { state: 'failed' };
    }
  },
};

export const activityQueueId = (processId: string, run: number): string => `${processId}-${run}`;

export const decision = decisionsOf(activityQueue);
