import { accepted } from '../kernel/refusal.ts';
import { mailEvents } from './events.ts';
import { decision, type MailState } from './state.ts';

const suppressible: readonly MailState['life'][] = ['none', 'requested', 'waiting'];

/** There is nobody to send it to, or nothing to tell. Too late once it was handed over. */
export const suppressMail = decision({
  name: 'SuppressMail',
  input: mailEvents.MailSuppressed,
  decide: ({ life }, suppressed) => (suppressible.includes(life) ? accepted({ type: 'MailSuppressed', data: suppressed }) : accepted()),
});
