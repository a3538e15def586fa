import { accepted } from '../kernel/refusal.ts';
import { activityQueueEvents } from './events.ts';
import { decision } from './state.ts';

/** Every part is there: from now on workers may report. */
export const sealActivityQueue = decision({
  name: 'SealActivityQueue',
  input: activityQueueEvents.ActivityQueueSealed,
  decide: (state, input) => (state.state === 'sealed' ? accepted() : accepted({ type: 'ActivityQueueSealed', data: input })),
});
