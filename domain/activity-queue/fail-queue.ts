import { accepted } from '../kernel/refusal.ts';
import { activityQueueEvents } from './events.ts';
import { decision } from './state.ts';

/** The listing cannot be made; a restarted step may still complete it. */
export const failActivityQueue = decision({
  name: 'FailActivityQueue',
  input: activityQueueEvents.ActivityQueueFailed,
  decide: (state, input) => (state.state === 'open' ? accepted({ type: 'ActivityQueueFailed', data: input }) : accepted()),
});
