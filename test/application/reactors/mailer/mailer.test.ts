import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { processMailId } from '../../../../domain/mail/state.ts';
import * as p from '../../../support/processes.ts';
import { finished, mailBench } from './bench.ts';

const mailId = (run = 1, generation = 0): string => processMailId(p.processId, run, generation);
const reopened = { type: 'ProcessReopened', data: { run: 1, generation: 1, taskId: p.processId } } as const;
const deleted = { type: 'ProcessDeleted', data: {} } as const;

/** A mailer that was there before anything happened. */
async function installed() {
  const bench = mailBench();
  await bench.react();
  return bench;
}

for (const state of ['completed', 'failed', 'error', 'stopped']) {
  test(`given a process that ends as ${state}, then a mail to its creator is requested, and a job delivers it`, async () => {
    const { happens, react, mailOf, checkpoints, store } = await installed();
    await happens(p.created(), p.started(), finished({ state }));
    await react();
    assert.deepEqual(await mailOf(), ['MailRequested']);
    const [event] = await store.readStream(`mail-${mailId()}`);
    assert.deepEqual(event?.data, { kind: 'process', recipientId: 1, processId: p.processId, run: 1, generation: 0, exportId: null });
    const end = (await store.readStream(`process-${p.processId}`)).at(-1);
    assert.equal(event?.metadata.causationId, end?.id);
    assert.deepEqual(checkpoints.jobs, [
      {
        reactor: 'mailer',
        key: `mail-${mailId()}`,
        eventId: end?.id,
        position: end?.position,
        data: { mailId: mailId(), processId: p.processId, run: 1, generation: 0 },
      },
    ]);
  });
}

test('given a process that ends again after a restart, or after a retry, then each end has its mail', async () => {
  const { happens, react, mailOf, checkpoints } = await installed();
  await happens(p.created(), p.started(), finished({ state: 'failed' }), reopened, finished({ generation: 1 }));
  await react();
  await happens(p.retried(), finished({ run: 2 }));
  await react();
  for (const [run, generation] of [
    [1, 0],
    [1, 1],
    [2, 0],
  ])
    assert.deepEqual(await mailOf(run, generation), ['MailRequested']);
  assert.equal(new Set(checkpoints.jobs.map(({ key }) => key)).size, 3);
});

test('given an end that lies before the mailer was installed, then there is no mail and no trace, then and when its checkpoint is lost', async () => {
  const { happens, react, mailOf, checkpoints } = mailBench();
  await happens(p.created(), p.started(), finished());
  await react();
  checkpoints.positions.clear();
  await react();
  assert.deepEqual([await mailOf(), checkpoints.jobs], [[], []]);
  await happens(p.retried(), finished({ run: 2 }));
  await react();
  assert.deepEqual(await mailOf(2), ['MailRequested']);
});

test('given a log that comes again from the beginning, by a crash or another program, then no mail is requested twice', async () => {
  const { happens, react, mailOf, checkpoints, job, delivery, sent } = await installed();
  await happens(p.created(), p.started(), finished());
  await react();
  await delivery.run(job());
  for (let again = 0; again < 2; again += 1) {
    checkpoints.positions.clear();
    await react();
  }
  assert.equal(checkpoints.jobs.length, 3, 'its job is the same, opened again');
  for (const n of [1, 2]) await delivery.run(job(n));
  assert.deepEqual([await mailOf(), sent.length], [['MailRequested', 'MailHandedOver 1', 'MailSent 1'], 1]);
});

test('given a process of the mode repository, then there is no mail and no trace', async () => {
  const { happens, react, mailOf, checkpoints } = await installed();
  await happens(p.created({ mode: 'repository' as 'workers' }), p.started(), finished());
  await react();
  assert.deepEqual([await mailOf(), checkpoints.jobs], [[], []]);
});

test('given nobody to tell, then the mail is suppressed, with the reason, for ever', async () => {
  const noAddress = await installed();
  const { id: creatorId } = noAddress.add('Bob', { email: '' });
  const gone = await installed();
  gone.server.gone = true;
  for (const [reason, bench, history] of [
    ['no_creator', await installed(), [p.created({ creatorId: null }), p.started(), finished()]],
    ['creator_gone', gone, [p.created(), p.started(), finished()]],
    ['no_address', noAddress, [p.created({ creatorId }), p.started(), finished()]],
    ['process_deleted', await installed(), [p.created(), p.started(), finished(), deleted]],
  ] as const) {
    await bench.happens(...history);
    await bench.react();
    bench.server.gone = false;
    bench.checkpoints.positions.clear();
    await bench.react();
    assert.deepEqual([await bench.mailOf(), bench.checkpoints.jobs], [[`MailSuppressed ${reason}`], []]);
  }
});
