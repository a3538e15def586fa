import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { mailEvents, type MailEvent } from '../../../domain/mail/events.ts';
import { mail, processMailId, type MailState } from '../../../domain/mail/state.ts';
import { mails } from '../../../projections/mails/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import { finished, processId } from '../../support/processes.ts';

const id = processMailId(processId, 1, 0);
const ofMail = inStream(`mail-${id}`);
const ofProcess = inStream(`process-${processId}`);

const requested: MailEvent = {
  type: 'MailRequested',
  data: { kind: 'process', recipientId: 7, processId, run: 1, generation: 0, exportId: null },
};
const suppressed: MailEvent = { type: 'MailSuppressed', data: { kind: 'process', reason: 'no_creator' } };
const handedOver = (attempt: number): MailEvent => ({ type: 'MailHandedOver', data: { attempt, messageId: '<m@x>' } });
const sent = (attempt: number): MailEvent => ({ type: 'MailSent', data: { attempt } });
const failed: MailEvent = { type: 'MailFailed', data: { attempt: 1, reason: '450 busy', permanent: false } };
const parked: MailEvent = { type: 'MailParked', data: { reason: 'outcome_unknown' } };
const replayed: MailEvent = { type: 'MailReplayed', data: {} };
const discarded: MailEvent = { type: 'MailDiscarded', data: { reason: 'moved' } };

const after = (...events: readonly MailEvent[]) => rowsAfter(mails, ...ofProcess(finished()), ...ofMail(...events)).get(id);

test('a mail that was requested is about the finish of its process, and keeps what its time was', async () => {
  assert.deepEqual(after(requested, handedOver(1)), {
    id,
    kind: 'process',
    state: 'handed_over',
    recipientId: 7,
    processId,
    outcome: 'failed',
    time: second(1),
    attempts: 1,
    reason: null,
    position: 2n,
  });
});

test('a mail that was suppressed says of which process, and why', async () => {
  const row = after(suppressed);
  assert.deepEqual(
    [row?.state, row?.reason, row?.processId, row?.recipientId, row?.position],
    ['suppressed', 'no_creator', processId, null, 2n],
  );
});

test('a finish about which there is no mail is none', async () => {
  assert.deepEqual(
    [...rowsAfter(mails, ...ofProcess(finished(), finished(1, 1))).values()].map(({ state }) => state),
    [null, null],
  );
});

test('each finish has a mail of its own', async () => {
  const rows = rowsAfter(mails, ...ofProcess(finished(), finished(1, 1)), ...ofMail(requested, handedOver(1), sent(1)));
  assert.deepEqual(
    [id, processMailId(processId, 1, 1)].map((one) => rows.get(one)?.state),
    ['sent', null],
  );
});

test('its state is that of its stream after every event, with the reason of those that need one', async () => {
  const lives: readonly (readonly MailEvent[])[] = [
    [requested, handedOver(1), failed, handedOver(2), sent(2)],
    [requested, handedOver(1), parked, replayed, handedOver(2), sent(2)],
    [requested, handedOver(1), failed, parked, discarded],
    [requested, handedOver(1), parked, sent(1)],
    [requested, suppressed],
  ];
  const reasons: Readonly<Record<string, string>> = { waiting: '450 busy', suppressed: 'no_creator', discarded: 'moved' };
  const met = new Set<string>();
  for (const life of lives)
    for (let n = 1; n <= life.length; n += 1) {
      const events = life.slice(0, n);
      const stream = events.reduce<MailState>((state, event) => mail.evolve(state, event, second(0)), mail.initial);
      const row = after(...events);
      assert.deepEqual([row?.state, row?.attempts], [stream.life.replace(' ', '_'), stream.attempt]);
      assert.equal(row?.reason ?? null, stream.life === 'parked' ? stream.parkedFor : (reasons[stream.life] ?? null));
      assert.equal(row?.position, 2n);
      for (const { type } of events) met.add(type);
    }
  assert.deepEqual([...met].toSorted(), Object.keys(mailEvents).toSorted());
});
