import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** The next attempt begins. Refused unless it is the turn of one: whoever is refused must not send. */
export const handOverMail = decision({
  name: 'HandOverMail',
  input: z.object({ messageId: z.string() }),
  decide({ life, attempt }, { messageId }) {
    if (life !== 'requested' && life !== 'waiting')
      return refused(refusal('state_forbidden', { params: { state: life, wanted: 'handed over' } }));
    return accepted({ type: 'MailHandedOver', data: { attempt: attempt + 1, messageId } });
  },
});
