import { test } from 'tap';
import type { MailEvent } from '../../../../../domain/mail/events.ts';
import { processMailId } from '../../../../../domain/mail/state.ts';
import { listMails } from '../../../../../interfaces/rest/colophon/mails/list-mails.ts';
import { inStream } from '../../../../support/folding.ts';
import * as p from '../../../../support/processes.ts';
import { restBench } from '../../../../support/rest-bench.ts';

const list = '/colophon/mails/';
const other = p.taskOfRun;

test('mails', async (t) => {
  const { ask, happened, person, readSide } = await restBench(t, [listMails]);
  const [root, ann] = [person({ admin: true }), person()];
  const ids = [processMailId(p.processId, 1, 0), processMailId(p.processId, 1, 1), processMailId(other, 1, 0)] as const;
  const request = (recipientId: number, processId: string): MailEvent => ({
    type: 'MailRequested',
    data: { kind: 'process', recipientId, processId, run: 1, generation: 0, exportId: null },
  });
  const mail = (id: string, ...events: readonly MailEvent[]) => happened(...inStream(`mail-${id}`)(...events));

  t.same((await ask('GET', `${list}?with_count=true`, { as: root })).body, { count: 0, next: null, previous: null, results: [] });

  await happened(...inStream(`process-${p.processId}`)(p.created(), p.finished(), p.finished(1, 1), p.finished(2)));
  await happened(...inStream(`process-${other}`)(p.created({ processId: other, name: null }), p.finished()));
  await mail(ids[0], request(ann.id, p.processId));
  await mail(
    ids[0],
    { type: 'MailHandedOver', data: { attempt: 1, messageId: '<m@x>' } },
    { type: 'MailFailed', data: { attempt: 1, reason: '550 no such user', permanent: true } },
    { type: 'MailParked', data: { reason: '550 no such user' } },
  );
  await mail(ids[1], { type: 'MailSuppressed', data: { kind: 'process', reason: 'no_address' } });
  await mail(ids[2], request(999, other));
  await readSide.caughtUp();

  await t.test('given three, then they are listed with what became of them, the newest first, and no finish without a mail', async (t) => {
    const { status, body } = await ask('GET', `${list}?with_count=true`, { as: root });
    t.equal(status, 200);
    t.equal(body.count, 3);
    t.match(body.results[0], { id: ids[2], state: 'requested', recipient: 'deleted user', attempts: 0, reason: null });
    t.equal(body.results[0].subject, `[Colophon] Process ${other.slice(0, 8)} failed`);
    t.match(body.results[1], { id: ids[1], state: 'suppressed', recipient: null, process_id: p.processId, reason: 'no_address' });
    const { time, ...parked } = body.results[2];
    t.match(time, /Z$/);
    t.strictSame(parked, {
      id: ids[0],
      kind: 'process',
      state: 'parked',
      recipient: ann.email,
      subject: '[Colophon] Process Reading failed',
      process_id: p.processId,
      attempts: 1,
      reason: '550 no such user',
    });
  });

  await t.test('then they are listed in parts, by state and by process', async (t) => {
    const listed = async (query: string) =>
      (await ask('GET', `${list}?${query}`, { as: root })).body.results.map(({ id }: { id: string }) => id);
    const { body } = await ask('GET', `${list}?page_size=2`, { as: root });
    t.strictSame([body.count, body.results.length], [null, 2]);
    t.match((await ask('GET', body.next, { as: root })).body, { next: null, results: [{ id: ids[0] }] });
    t.strictSame(await listed(`process=${p.processId}`), [ids[1], ids[0]]);
    t.strictSame(await listed('state=parked'), [ids[0]]);
    t.strictSame(await listed(`state=requested&process=${p.processId}`), []);
    t.match((await ask('GET', `${list}?state=parked&with_count=true`, { as: root })).body, { count: 1 });
  });

  await t.test('given a state or a process that is none, then the answer says so', async (t) => {
    t.match(await ask('GET', `${list}?state=gone`, { as: root }), { status: 400, body: { state: [/one of requested, waiting/] } });
    t.match(await ask('GET', `${list}?process=first`, { as: root }), { status: 400, body: { process: [String] } });
    t.match(await ask('GET', `${list}?cursor=nonsense`, { as: root }), { status: 400, body: { cursor: [String] } });
  });

  await t.test('given others than instance admins, then they see none', async (t) => {
    t.match(await ask('GET', list), { status: 401 });
    t.match(await ask('GET', list, { as: ann }), { status: 403 });
  });
});
