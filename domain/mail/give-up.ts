import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision, outcomeUnknown } from './state.ts';

/** It was handed over and nobody knows what came of it: an operator decides, because a repetition might be a second mail. */
export const giveUpMail = decision({
  name: 'GiveUpMail',
  input: z.object({ attempt: z.int().min(1) }),
  decide: ({ life, attempt }, given) =>
    life === 'handed over' && given.attempt === attempt ? accepted({ type: 'MailParked', data: { reason: outcomeUnknown } }) : accepted(),
});
