import { test } from 'tap';
import { SmtpMail } from '../../../infrastructure/mail/smtp/smtp-mail.ts';
import { mailContract, message } from '../../contract/mail/mail-contract.ts';
import { SmtpCatcher } from '../../support/smtp-catcher.ts';

const from = 'Colophon <colophon@example.org>';

mailContract('smtp', async (t) => {
  const catcher = await SmtpCatcher.start(t);
  return { transport: new SmtpMail(catcher.url, from), arrived: async () => catcher.mails.map(({ raw }) => raw) };
});

test('smtp: the envelope names the sender and the recipient; credentials of the URL are shown', async (t) => {
  const catcher = await SmtpCatcher.start(t);
  const url = catcher.url.replace('//', '//ada:s3%40cret@');
  t.same(await new SmtpMail(url, from).send(message), { kind: 'taken' });
  t.match(catcher.mails, [{ from: 'colophon@example.org', to: ['ada@example.org'] }]);
  t.same(catcher.logins, ['ada:s3@cret']);
});

for (const step of ['greeting', 'MAIL', 'RCPT', 'DATA', 'text'] as const) {
  test(`smtp: a clear word of the server at ${step} is a refusal, for now or for good`, async (t) => {
    const catcher = await SmtpCatcher.start(t);
    const transport = new SmtpMail(catcher.url, from);
    catcher.answers[step] = '451 busy';
    t.match(await transport.send(message), { kind: 'refused', permanent: false, reason: /451 busy/ });
    catcher.answers[step] = '550 never';
    t.match(await transport.send(message), { kind: 'refused', permanent: true, reason: /550 never/ });
  });
}

for (const step of ['greeting', 'MAIL', 'RCPT', 'DATA'] as const) {
  test(`smtp: a line that is cut at ${step}, before the text travels, is a refusal for now`, async (t) => {
    const catcher = await SmtpCatcher.start(t);
    catcher.answers[step] = 'cut';
    t.match(await new SmtpMail(catcher.url, from).send(message), { kind: 'refused', permanent: false });
    t.same(catcher.mails, []);
  });
}

test('smtp: a line that is cut after the text has travelled leaves it unknown whether it was taken', async (t) => {
  const catcher = await SmtpCatcher.start(t);
  catcher.answers.text = 'cut';
  t.match(await new SmtpMail(catcher.url, from).send(message), { kind: 'unknown', reason: String });
});

test('smtp: a server that is not there, and wrong credentials; whoever asks is told before a mail leaves', async (t) => {
  const away = new SmtpMail('smtp://127.0.0.1:1', from);
  t.match(await away.send(message), { kind: 'refused', permanent: false, reason: /ECONNREFUSED/ });
  t.match(await away.trouble(), /ECONNREFUSED/);
  const catcher = await SmtpCatcher.start(t);
  catcher.answers.AUTH = '535 who are you';
  const url = catcher.url.replace('//', '//ada:wrong@');
  const unknown = new SmtpMail(url, from);
  t.match(await unknown.send(message), { kind: 'refused', permanent: true, reason: /535 who are you/ });
  t.match(await unknown.trouble(), /535 who are you/);
});
