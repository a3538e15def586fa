import { accepted } from '../kernel/refusal.ts';
import { activityQueueEvents } from './events.ts';
import { decision } from './state.ts';

/** One part of a listing. A listing made again by a restarted step is a new set of parts, which fold into the same rows. */
export const queueActivities = decision({
  name: 'QueueActivities',
  input: activityQueueEvents.ActivitiesQueued,
  decide: (state, input) => (state.state === 'sealed' ? accepted() : accepted({ type: 'ActivitiesQueued', data: input })),
});
