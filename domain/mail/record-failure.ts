import { accepted } from '../kernel/refusal.ts';
import { mailEvents, type MailEvent } from './events.ts';
import { decision, maximalFailures } from './state.ts';

/** The mail server has not taken it, for certain. A refusal for good parks it, and so does the fifth for now. */
export const recordMailFailure = decision({
  name: 'RecordMailFailure',
  input: mailEvents.MailFailed,
  decide({ life, attempt, failures }, failed) {
    if (life !== 'handed over' || failed.attempt !== attempt) return accepted();
    const event: MailEvent = { type: 'MailFailed', data: failed };
    const over = failed.permanent || failures + 1 >= maximalFailures;
    return over ? accepted<MailEvent>(event, { type: 'MailParked', data: { reason: failed.reason } }) : accepted(event);
  },
});
