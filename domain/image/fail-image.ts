import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** Notes that an image cannot be used. */
export const failImage = decision({
  name: 'FailImage',
  input: z.object({ reason: z.string().min(1) }),
  decide(state, { reason }) {
    if (state.status === 'none') return refused(refusal('not_found'));
    return state.status === 'error' ? accepted() : accepted({ type: 'ImageFailed', data: { reason } });
  },
});
