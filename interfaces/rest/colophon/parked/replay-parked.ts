import { z } from 'zod';
import { refusal, refused } from '../../../../domain/kernel/refusal.ts';
import { action } from '../../edge/operation.ts';
import { json } from '../../edge/reply.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { originOf, parkedId } from './shapes.ts';

export const replayParked = action({
  id: 'ReplayParked',
  method: 'post',
  path: '/colophon/parked/{id}/replay/',
  tag: 'colophon',
  summary: 'Try a parked job anew, and after it those that wait behind it. A mail whose outcome is unknown may go out a second time.',
  who: instanceAdmin,
  params: parkedId,
  answer: z.object({ replayed: z.int().describe('The job and those behind it') }),
  async respond(asked, { parking }) {
    const replayed = await parking.replay(asked.path.id, originOf(asked));
    return replayed === null ? refused(refusal('not_found')) : json({ replayed });
  },
});
