import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision, outcomeUnknown } from './state.ts';

/** The mail server has taken it. Also told of one that was given up as unknown meanwhile: now it is known. */
export const recordMailSent = decision({
  name: 'RecordMailSent',
  input: z.object({ attempt: z.int().min(1) }),
  decide({ life, attempt, parkedFor }, sent) {
    const awaited = life === 'handed over' || (life === 'parked' && parkedFor === outcomeUnknown);
    return awaited && sent.attempt === attempt ? accepted({ type: 'MailSent', data: sent }) : accepted();
  },
});
