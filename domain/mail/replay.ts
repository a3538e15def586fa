import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** An operator has it sent after all. */
export const replayMail = decision({
  name: 'ReplayMail',
  input: z.object({}),
  decide: ({ life }) => (life === 'parked' ? accepted({ type: 'MailReplayed', data: {} }) : accepted()),
});
