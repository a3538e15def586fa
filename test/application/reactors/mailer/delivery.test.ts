import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { NotNow, Unrepeatable } from '../../../../application/jobs/handler.ts';
import { ReadSideBehind } from '../../../../application/ports/read-side.ts';
import { processMailId } from '../../../../domain/mail/state.ts';
import * as p from '../../../support/processes.ts';
import { finished, mailBench } from './bench.ts';

/** A mail that is requested, and its job open. */
async function requested() {
  const bench = mailBench();
  await bench.react();
  await bench.happens(p.created({ name: 'Reading' }), p.started(), finished({ state: 'failed', tasks: { completed: 1, failed: 1 } }));
  await bench.react();
  return bench;
}

test('given a mail server that takes it, then it is handed over and sent, once', async () => {
  const { delivery, job, mailOf, sent } = await requested();
  await delivery.run(job());
  await delivery.run(job());
  assert.deepEqual(await mailOf(), ['MailRequested', 'MailHandedOver 1', 'MailSent 1']);
  assert.equal(sent.length, 1);
});

test('given the facts, then the mail tells them', async () => {
  const { delivery, job, sent, ada } = await requested();
  await delivery.run(job());
  const [message] = sent;
  assert.deepEqual(message?.to, { name: 'Ada', address: ada.email });
  assert.equal(message?.subject, '[Colophon] Process Reading failed');
  assert.equal(message?.messageId, `<${processMailId(p.processId, 1, 0)}@colophon.example.org>`);
  assert.match(message?.text ?? '', /The process "Reading" in project "Registers" failed\.\n/);
  assert.match(
    message?.text ?? '',
    /Finished: {2}2026-01-01 12:21:30 UTC\nDuration: {2}21 minutes, 30 seconds\nTasks: {5}1 completed, 1 failed\n/,
  );
  assert.match(message?.text ?? '', /\n {2}initialisation {8}completed\n\nElements with errors: 3\n/);
  assert.match(message?.text ?? '', new RegExp(`\nhttps://colophon.example.org/process/${p.processId}\n$`));
});

test('given a clear "not now", then it is tried again under the same id, and the fifth time parked', async () => {
  const { delivery, job, mailOf, server, sent } = await requested();
  server.answer = async () => ({ kind: 'refused', permanent: false, reason: '450 busy' });
  for (let attempt = 1; attempt < 5; attempt += 1)
    await assert.rejects(delivery.run(job()), (error: Error) => !(error instanceof Unrepeatable) && error.message === '450 busy');
  await assert.rejects(delivery.run(job()), Unrepeatable);
  assert.deepEqual((await mailOf()).slice(-3), ['MailHandedOver 5', 'MailFailed 5 450 busy', 'MailParked 450 busy']);
  assert.equal(new Set(sent.map(({ messageId }) => messageId)).size, 1);
  await assert.rejects(delivery.run(job()), Unrepeatable, 'parked it stays');
  assert.equal(sent.length, 5);
});

test('given a refusal for good, then it is parked at once', async () => {
  const { delivery, job, mailOf, server } = await requested();
  server.answer = async () => ({ kind: 'refused', permanent: true, reason: '550 no such user' });
  await assert.rejects(delivery.run(job()), { name: 'Unrepeatable', message: '550 no such user' });
  assert.deepEqual((await mailOf()).slice(1), ['MailHandedOver 1', 'MailFailed 1 550 no such user', 'MailParked 550 no such user']);
});

test('given a conversation that breaks off when it may have been taken, then it is parked as unknown', async () => {
  const { delivery, job, mailOf, server } = await requested();
  server.answer = async () => ({ kind: 'unknown', reason: 'cut' });
  await assert.rejects(delivery.run(job()), { name: 'Unrepeatable', message: 'outcome_unknown' });
  assert.deepEqual((await mailOf()).slice(1), ['MailHandedOver 1', 'MailParked outcome_unknown']);
});

test('given a program that dies between sending and the verdict, then the next parks it as unknown and sends nothing; a replay does', async () => {
  const { delivery, job, mailOf, server, sent, origin } = await requested();
  server.answer = () => Promise.reject(new Error('killed'));
  await assert.rejects(delivery.run(job()), { message: 'killed' });
  server.answer = async () => ({ kind: 'taken' });
  await assert.rejects(delivery.run(job()), { name: 'Unrepeatable', message: 'outcome_unknown' });
  await assert.rejects(delivery.run(job()), { name: 'Unrepeatable', message: 'outcome_unknown' });
  assert.equal(sent.length, 1);
  await delivery.replayed(job(), origin);
  await delivery.replayed(job(), origin);
  await delivery.run(job());
  assert.deepEqual((await mailOf()).slice(1), [
    'MailHandedOver 1',
    'MailParked outcome_unknown',
    'MailReplayed',
    'MailHandedOver 2',
    'MailSent 2',
  ]);
});

test('given a parked mail, when it is discarded, then it is never sent, and the log tells who decided', async () => {
  const { delivery, job, mailOf, server, sent, origin, store } = await requested();
  server.answer = async () => ({ kind: 'refused', permanent: true, reason: '550 no' });
  await assert.rejects(delivery.run(job()));
  await delivery.discarded(job(), 'moved away', origin);
  await delivery.run(job());
  assert.deepEqual([(await mailOf()).at(-1), sent.length], ['MailDiscarded moved away', 1]);
  const events = await store.readStream(`mail-${processMailId(p.processId, 1, 0)}`);
  assert.deepEqual(events.at(-1)?.metadata.actor, p.ada);
});

test('given two programs with the same job at once, then one of them sends', async () => {
  const { delivery, job, mailOf, server, sent } = await requested();
  const taken = Promise.withResolvers<void>();
  server.answer = () => taken.promise.then(() => ({ kind: 'taken' }));
  const runs = Promise.allSettled(Array.from({ length: 5 }, () => delivery.run(job())));
  taken.resolve();
  const failures = (await runs).flatMap((run) => (run.status === 'rejected' ? [run.reason as Error] : []));
  assert.equal(sent.length, 1);
  assert.equal((await mailOf()).filter((event) => event.startsWith('MailHandedOver')).length, 1);
  for (const failure of failures) assert.ok(failure instanceof NotNow || failure instanceof Unrepeatable, failure.message);
});

test('given a creator who is gone or a process that is deleted meanwhile, then it is suppressed', async () => {
  const gone = await requested();
  gone.server.gone = true;
  await gone.delivery.run(gone.job());
  assert.deepEqual([await gone.mailOf(), gone.sent], [['MailRequested', 'MailSuppressed creator_gone'], []]);
  const deleted = await requested();
  await deleted.happens({ type: 'ProcessDeleted', data: {} });
  await deleted.delivery.run(deleted.job());
  assert.deepEqual([await deleted.mailOf(), deleted.sent], [['MailRequested', 'MailSuppressed process_deleted'], []]);
});

test('given read models that do not show the end yet, then nothing is handed over', async () => {
  const { delivery, job, mailOf, server } = await requested();
  server.behind = true;
  await assert.rejects(delivery.run(job()), ReadSideBehind);
  assert.deepEqual(await mailOf(), ['MailRequested']);
});
