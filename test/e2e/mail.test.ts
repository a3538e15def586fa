import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import tap, { test } from 'tap';
import { partsOf } from '../contract/mail/parts.ts';
import { colophon } from './support/command.ts';
import { mailingServer } from './support/mail.ts';

const { server, rest, catcher, good, bad, ended } = await mailingServer(tap);

test('given processes that end well and badly, then their creator gets one mail each, with a line per task and the link', async (t) => {
  for (const [worker, outcome, state] of [
    [good, 'completed', 'completed'],
    [bad, 'failed', 'failed'],
  ] as const) {
    const { id, tasks } = await ended(worker);
    await catcher.caught(outcome === 'completed' ? 1 : 2);
    const mail = catcher.mails.at(-1);
    t.match(mail, { from: 'colophon@example.org', to: ['ada@example.org'] });
    const { headers, text } = partsOf(mail?.raw ?? '');
    t.equal(headers['subject'], `[Colophon] Process ${id.slice(0, 8)} ${outcome}`);
    for (const task of tasks) t.match(text, new RegExp(`\n  ${task.slug} +${task.state}\n`));
    t.match(
      tasks.map((task) => task.state),
      ['completed', state],
    );
    t.match(text, `\nhttps://colophon.example.org/process/${id}\n`);
  }
  t.strictSame(await rest.all('/colophon/parked/'), []);
});

test('given a log of everything, then each mail that a reactor asks for has a line with the correlation id of its events', async (t) => {
  const log = await readFile(join(server.data, 'colophon.log'), 'utf8');
  const lines = log.split('\n').filter((line) => line.includes('"command":"RequestMail"'));
  t.equal(lines.length, 2);
  for (const line of lines.map((text) => JSON.parse(text) as { readonly target: string; readonly correlation_id: string })) {
    t.match(line, { msg: 'command', actor: 'system mailer', events: 1 });
    const [requested] = await rest.all<{ readonly correlation_id: string }>(`/colophon/stream/${line.target}/events/`);
    t.equal(requested?.correlation_id, line.correlation_id);
  }
});

test('given read models that are made anew and a server that is killed and comes back, then no mail goes out again', async (t) => {
  const before = catcher.mails.length;
  t.match(await colophon(['projections', 'rebuild', 'processes', 'tasks'], server.environment), { code: 0 });
  await server.kill9();
  await server.restart();
  const { id } = await ended();
  await catcher.caught(before + 1);
  t.match(
    catcher.mails.slice(before).map(({ raw }) => partsOf(raw).headers['subject']),
    [`[Colophon] Process ${id.slice(0, 8)} completed`],
  );
});
