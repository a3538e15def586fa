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
