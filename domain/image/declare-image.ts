import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** Makes an image known. One that was declared and never read well may be declared again (an upload that broke off); a good one is refused with its id. */
export const declareImage = decision({
  name: 'DeclareImage',
  input: z.object({
    serverId: z.uuid(),
    path: z.string().min(1),
    width: z.int().min(0).default(0),
    height: z.int().min(0).default(0),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  }),
  decide(state, input, _facts: void, { id }) {
    if (state.status === 'none') return accepted({ type: 'ImageDeclared', data: { imageId: id, ...input } });
    return state.status === 'checked' ? refused(refusal('image_exists', { field: 'hash', params: { id } })) : accepted();
  },
});
