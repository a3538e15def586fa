import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { discardMail } from '../../../domain/mail/discard.ts';
import type { MailEvent, MailRequest } from '../../../domain/mail/events.ts';
import { giveUpMail } from '../../../domain/mail/give-up.ts';
import { handOverMail } from '../../../domain/mail/hand-over.ts';
import { recordMailFailure } from '../../../domain/mail/record-failure.ts';
import { recordMailSent } from '../../../domain/mail/record-sent.ts';
import { replayMail } from '../../../domain/mail/replay.ts';
import { requestMail } from '../../../domain/mail/request.ts';
import { mail, processMailId } from '../../../domain/mail/state.ts';
import { suppressMail } from '../../../domain/mail/suppress.ts';
import { given } from '../../support/given.ts';
import { processId } from '../../support/processes.ts';

const request: MailRequest = { kind: 'process', recipientId: 1, processId, run: 1, generation: 0, exportId: null };
const requested: MailEvent = { type: 'MailRequested', data: request };
const suppressed: Extract<MailEvent, { type: 'MailSuppressed' }> = {
  type: 'MailSuppressed',
  data: { kind: 'process', reason: 'no_creator' },
};
const handedOver = (attempt: number): MailEvent => ({ type: 'MailHandedOver', data: { attempt, messageId: '<m@x>' } });
const sent = (attempt: number): MailEvent => ({ type: 'MailSent', data: { attempt } });
type Failed = Extract<MailEvent, { type: 'MailFailed' }>;
const failed = (attempt: number, permanent = false): Failed => ({
  type: 'MailFailed',
  data: { attempt, reason: '450 busy', permanent },
});
const parked = (reason: string): MailEvent => ({ type: 'MailParked', data: { reason } });
const replayed: MailEvent = { type: 'MailReplayed', data: {} };
const discarded: MailEvent = { type: 'MailDiscarded', data: { reason: 'enough' } };
/** So many attempts that were refused for now. */
const refusedTimes = (times: number): readonly MailEvent[] =>
  Array.from({ length: times }, (_, n) => [handedOver(n + 1), failed(n + 1)]).flat();

test('a mail is requested or suppressed once, whatever became of it', async () => {
  given(mail).when(requestMail, request).then(requested);
  given(mail).when(suppressMail, suppressed.data).then(suppressed);
  for (const past of [[requested], [suppressed], [requested, handedOver(1), sent(1)], [requested, handedOver(1), parked('x')]])
    given(mail, ...past)
      .when(requestMail, request)
      .then();
  given(mail, requested, handedOver(1)).when(suppressMail, suppressed.data).then();
  given(mail, requested).when(suppressMail, suppressed.data).then(suppressed);
});

test('one mail per process, run and generation', async () => {
  const ids = [processMailId(processId, 1, 0), processMailId(processId, 1, 1), processMailId(processId, 2, 0)];
  assert.equal(new Set(ids).size, 3);
  assert.equal(processMailId(processId, 1, 0), ids[0]);
});

test('it is handed over, once at a time, and sent', async () => {
  given(mail, requested).when(handOverMail, { messageId: '<m@x>' }).then(handedOver(1));
  given(mail, requested, handedOver(1)).when(handOverMail, { messageId: '<m@x>' }).thenRefused('state_forbidden');
  given(mail, requested, handedOver(1)).when(recordMailSent, { attempt: 1 }).then(sent(1));
  for (const end of [sent(1), parked('x')])
    given(mail, requested, handedOver(1), end).when(handOverMail, { messageId: '<m@x>' }).thenRefused('state_forbidden');
  given(mail).when(handOverMail, { messageId: '<m@x>' }).thenRefused('state_forbidden');
});

test('a clear "not now" lets it wait for the next attempt, the fifth parks it', async () => {
  given(mail, requested, handedOver(1)).when(recordMailFailure, failed(1).data).then(failed(1));
  given(mail, requested, ...refusedTimes(1))
    .when(handOverMail, { messageId: '<m@x>' })
    .then(handedOver(2));
  given(mail, requested, ...refusedTimes(3), handedOver(4))
    .when(recordMailFailure, failed(4).data)
    .then(failed(4));
  given(mail, requested, ...refusedTimes(4), handedOver(5))
    .when(recordMailFailure, failed(5).data)
    .then(failed(5), parked('450 busy'));
});

test('a refusal for good parks it at once', async () => {
  given(mail, requested, handedOver(1)).when(recordMailFailure, failed(1, true).data).then(failed(1, true), parked('450 busy'));
});

test('a verdict counts for the attempt at hand', async () => {
  given(mail, requested, ...refusedTimes(1), handedOver(2))
    .when(recordMailSent, { attempt: 1 })
    .then();
  given(mail, requested, ...refusedTimes(1), handedOver(2))
    .when(recordMailFailure, failed(1).data)
    .then();
  given(mail, requested, handedOver(1), sent(1)).when(recordMailFailure, failed(1).data).then();
});

test('one of which nobody heard again is parked as unknown; a late word that it was taken is believed', async () => {
  given(mail, requested, handedOver(1)).when(giveUpMail, { attempt: 1 }).then(parked('outcome_unknown'));
  given(mail, requested).when(giveUpMail, { attempt: 1 }).then();
  given(mail, requested, handedOver(1), parked('outcome_unknown')).when(recordMailSent, { attempt: 1 }).then(sent(1));
  given(mail, requested, handedOver(1), parked('550 no')).when(recordMailSent, { attempt: 1 }).then();
});

test('operators replay or discard what is parked; a replay counts its attempts anew', async () => {
  const stuck = [requested, ...refusedTimes(5), parked('450 busy')];
  given(mail, ...stuck)
    .when(replayMail, {})
    .then(replayed);
  given(mail, ...stuck, replayed)
    .when(handOverMail, { messageId: '<m@x>' })
    .then(handedOver(6));
  given(mail, ...stuck, replayed, handedOver(6))
    .when(recordMailFailure, failed(6).data)
    .then(failed(6));
  given(mail, ...stuck)
    .when(discardMail, { reason: ' enough ' })
    .then(discarded);
  given(mail, requested).when(replayMail, {}).then();
  for (const end of [sent(1), suppressed, discarded]) given(mail, requested, end).when(discardMail, { reason: 'enough' }).then();
});

test('whatever is asked in whatever order, without a replay no mail is handed over again after it may have been taken', async () => {
  const asked = fc.constantFrom(
    [requestMail, request] as const,
    [suppressMail, suppressed.data] as const,
    [handOverMail, { messageId: '<m@x>' }] as const,
    ...[1, 2, 3].flatMap((attempt) => [
      [recordMailSent, { attempt }] as const,
      [recordMailFailure, failed(attempt).data] as const,
      [giveUpMail, { attempt }] as const,
    ]),
    [discardMail, { reason: 'enough' }] as const,
  );
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 30 }), (sequence) => {
      const past: MailEvent[] = [];
      for (const [decision, input] of sequence) {
        const { verdict } = given(mail, ...past).when(decision as typeof handOverMail, input as { messageId: string });
        past.push(...verdict.events);
      }
      const types = past.map(({ type }) => type);
      const maybeTaken = types.findIndex((type, n) => type === 'MailSent' || (type === 'MailParked' && types[n - 1] === 'MailHandedOver'));
      if (maybeTaken >= 0) assert.equal(types.indexOf('MailHandedOver', maybeTaken), -1);
      assert.ok(types.filter((type) => type === 'MailSent').length <= 1);
    }),
  );
});
