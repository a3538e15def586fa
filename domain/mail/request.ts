import { accepted } from '../kernel/refusal.ts';
import { mailEvents } from './events.ts';
import { decision } from './state.ts';

/** Once; whatever became of it, asking again changes nothing. */
export const requestMail = decision({
  name: 'RequestMail',
  input: mailEvents.MailRequested,
  decide: (state, request) => (state.life === 'none' ? accepted({ type: 'MailRequested', data: request }) : accepted()),
});
