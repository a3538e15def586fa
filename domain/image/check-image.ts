import { z } from 'zod';
import { accepted, recordedRefusal, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** What was found under the image's path: nothing, bytes that are no image, or an image of that size in pixels. */
export type Found =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly hash: string }
  | { readonly kind: 'image'; readonly hash: string; readonly width: number; readonly height: number };

export interface CheckImageFacts {
  readonly found: Found;
}

type Judgement = { readonly reason: string } | { readonly width: number; readonly height: number };

function judge(announced: string | null, found: Found): Judgement {
  if (found.kind === 'absent') return { reason: 'The file has not been uploaded.' };
  if (announced !== null && found.hash !== announced)
    return { reason: `The SHA-256 of the file is ${found.hash}, announced was ${announced}.` };
  return found.kind === 'image' ? found : { reason: 'The file is not an image that can be read.' };
}

/** Holds the bytes against what was announced. What does not fit makes an image in error, and the command is refused with the reason. */
export const checkImage = decision({
  name: 'CheckImage',
  input: z.object({}),
  decide(state, _input, { found }: CheckImageFacts) {
    if (state.status === 'none') return refused(refusal('not_found'));
    if (state.status === 'checked') return accepted();
    const judged = judge(state.hash, found);
    if ('width' in judged) return accepted({ type: 'ImageChecked', data: { width: judged.width, height: judged.height } });
    const because = refusal('validation_failed', { field: 'status', params: { message: judged.reason } });
    return recordedRefusal({ type: 'ImageFailed', data: { reason: judged.reason } }, because);
  },
});
