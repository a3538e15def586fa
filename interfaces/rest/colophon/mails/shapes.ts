import { z } from 'zod';
import { deletedUser, type People } from '../../../../application/ports/identity/people.ts';
import { mailKinds } from '../../../../domain/mail/events.ts';
import { subjectOf } from '../../../../domain/policies/process-mail/words.ts';
import { mailStates } from '../../../../projections/mails/fold.ts';
import type { ListedMail } from '../../../../projections/mails/queries.ts';

export const mailSchema = z.object({
  id: z.uuid(),
  kind: z.enum(mailKinds),
  state: z.enum(mailStates),
  recipient: z.string().nullable().describe('The address that the user has now; null when nobody was to get it'),
  subject: z.string().nullable().describe('As it would read now: mails are made from the facts when they are sent'),
  process_id: z.uuid().nullable(),
  time: z.iso.datetime().describe('When it was requested, or suppressed'),
  attempts: z.int().describe('Times that it was handed to the mail server, or was about to be'),
  reason: z.string().nullable().describe('Why it waits, is parked or is not sent; outcome_unknown: it may have been taken'),
});

/** What the log does not hold of mails. */
export interface MailNames {
  readonly people: Pick<People, 'addresses'>;
  readonly instanceName: string;
}

export async function mailShapes(
  rows: readonly ListedMail[],
  { people, instanceName }: MailNames,
): Promise<readonly z.infer<typeof mailSchema>[]> {
  const addresses = await people.addresses(rows.flatMap(({ recipientId }) => recipientId ?? []));
  return rows.map(({ id, kind, state, recipientId, processId, processName, outcome, time, attempts, reason }) => ({
    id,
    kind,
    state,
    recipient: recipientId === null ? null : (addresses.get(recipientId) ?? deletedUser),
    subject: processId === null || outcome === null ? null : subjectOf({ instanceName, processId, processName, state: outcome }),
    process_id: processId,
    time: time.toISOString(),
    attempts,
    reason,
  }));
}
