import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** All parents are completed. Anything but an unscheduled task is left as it is. */
export const queueTask = decision({
  name: 'QueueTask',
  input: z.object({}),
  decide: (state) =>
    state.created && state.state === 'unscheduled' ? accepted({ type: 'TaskQueued', data: { attempt: state.attempt } }) : accepted(),
});
