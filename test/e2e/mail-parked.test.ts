import tap, { test } from 'tap';
import { partsOf } from '../contract/mail/parts.ts';
import { CommandHost } from './support/command-host.ts';
import { colophon } from './support/command.ts';
import { mailingServer } from './support/mail.ts';
import { until } from './support/until.ts';

const { server, rest, catcher, ended } = await mailingServer(tap);

interface Parked {
  readonly id: string;
  readonly reason: string;
}

const parked = (): Promise<readonly Parked[]> => rest.all<Parked>('/colophon/parked/');
const somethingParked = (): Promise<readonly Parked[]> =>
  until('something is parked', async () => {
    const jobs = await parked();
    return jobs.length > 0 && jobs;
  });

test('given a server that is killed after the mail server has it and before it says so, then it is parked and not sent again until somebody says so', async (t) => {
  const before = catcher.mails.length;
  catcher.answers.text = 'silence';
  await ended();
  await catcher.caught(before + 1);

  await server.kill9();

  delete catcher.answers.text;
  await server.restart();
  const [job, ...more] = await somethingParked();
  t.match(job, { kind: 'mailer', key: /^mail-/, reason: 'outcome_unknown', behind: 0 });
  t.strictSame([more, catcher.mails.length], [[], before + 1]);

  t.strictSame(await rest.post(`/colophon/parked/${job?.id}/replay/`), { replayed: 1 });
  await catcher.caught(before + 2);
  const [first, second] = catcher.mails.slice(before).map(({ raw }) => partsOf(raw).headers['message-id']);
  t.equal(second, first, 'a receiver can tell that it is the same');
  t.strictSame(await parked(), []);
});

test('given a mail that is refused for good, then the command line shows why, and discards it with a reason that is kept', async (t) => {
  catcher.answers.RCPT = '550 no such user';
  await ended();
  const [job] = await somethingParked();
  const host = new CommandHost(t);
  const told = (...args: readonly string[]) => host.run(['parked', ...args], server.environment);
  const listed = await colophon(['parked', 'list', '--json'], server.environment);
  t.same(JSON.parse(listed.lastLine), job, 'the same as over REST');
  t.match(await told('list', '--kind', 'nosuch'), { code: 1, out: '', err: /--kind: .*nosuch.*There are: mailer\./ });
  t.match(job, { kind: 'mailer', reason: /550 no such user/, attempts: 1 });
  const id = job?.id ?? '';
  const mails = async () => (await host.run(['mails', 'list', '--state', 'parked', '--json'], server.environment)).lastLine;
  const [shown] = await rest.all<object>('/colophon/mails/');
  t.match(shown, {
    state: 'parked',
    recipient: 'ada@example.org',
    subject: /^\[Colophon\] Process .* completed$/,
    reason: /550 no such user/,
  });
  t.strictSame(JSON.parse(await mails()), shown, 'the same as over REST');
  t.match(await told('discard', id, '--reason', 'moved'), { code: 1, err: /--yes/ });
  t.match(await told('discard', id, '--reason', 'moved', '--yes', '--json'), {
    code: 0,
    lastLine: JSON.stringify({ id, discarded: true }),
  });
  t.strictSame(await parked(), []);
  t.equal(await mails(), '');
  const decision: unknown = JSON.parse((await told('list', '--decided', '--json')).out.split('\n')[0] ?? '');
  t.match(decision, { decision: 'discarded', why: 'moved', by: { kind: 'system', id: 'command line' }, jobId: id });
});
