import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision, type MailState } from './state.ts';

const final: readonly MailState['life'][] = ['none', 'sent', 'suppressed', 'discarded'];

/** An operator has it not sent any more. */
export const discardMail = decision({
  name: 'DiscardMail',
  input: z.object({ reason: z.string().trim().min(1).max(1000) }),
  decide: ({ life }, { reason }) => (final.includes(life) ? accepted() : accepted({ type: 'MailDiscarded', data: { reason } })),
});
