import { z } from 'zod';
import { refusal, refused } from '../../../../domain/kernel/refusal.ts';
import { action } from '../../edge/operation.ts';
import { noContent } from '../../edge/reply.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { originOf, parkedId } from './shapes.ts';

export const discardParked = action({
  id: 'DiscardParked',
  method: 'post',
  path: '/colophon/parked/{id}/discard/',
  tag: 'colophon',
  summary: 'Give a parked job up; those that wait behind it go on.',
  who: instanceAdmin,
  params: parkedId,
  body: z.object({ reason: z.string().trim().min(1).max(1000) }),
  answer: null,
  status: 204,
  async respond(asked, { parking }) {
    const discarded = await parking.discard(asked.path.id, asked.body.reason, originOf(asked));
    return discarded ? noContent : refused(refusal('not_found'));
  },
});
