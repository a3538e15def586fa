import { test } from 'tap';
import type { MailTransport, Message } from '../../../application/ports/mail-transport.ts';
import type { TestScope } from '../../support/postgres.ts';
import { partsOf } from './parts.ts';

export interface MailSubject {
  readonly transport: MailTransport;
  /** What has arrived, as it travels. */
  arrived(): Promise<readonly string[]>;
}

export const message: Message = {
  to: { name: 'Ada Lovelace', address: 'ada@example.org' },
  subject: '[Colophon] Process Grüße completed',
  text: 'Hello Ada,\n\nThe process "Grüße" completed.\n.\nA line that begins with a dot: it is no end.\n',
  html: '<!doctype html>\n<html><body><h1>The process &quot;Grüße&quot; completed.</h1></body></html>\n',
  messageId: '<9c0c0000-0000-4000-8000-000000000001@colophon.example.org>',
  date: new Date('2026-03-02T10:21:31Z'),
};

/** What every way of sending mail promises. */
export function mailContract(name: string, open: (t: TestScope) => Promise<MailSubject>): void {
  test(`${name}: given a message, when it is sent, then it arrives once, with both parts and its headers, in UTC`, async (t) => {
    const { transport, arrived } = await open(t);
    t.same(await transport.send(message), { kind: 'taken' });
    const [raw = '', ...more] = await arrived();
    t.same(more, []);
    const { headers, text, html } = partsOf(raw);
    t.match(headers, {
      from: 'Colophon <colophon@example.org>',
      to: 'Ada Lovelace <ada@example.org>',
      subject: message.subject,
      'message-id': message.messageId,
      date: 'Mon, 02 Mar 2026 10:21:31 +0000',
      'auto-submitted': 'auto-generated',
      'mime-version': '1.0',
      'content-type': /^multipart\/alternative/,
    });
    t.equal(text, message.text);
    t.equal(html, message.html);
  });

  test(`${name}: asked whether a mail would be taken, it has no trouble, and nothing arrives of the question`, async (t) => {
    const { transport, arrived } = await open(t);
    t.equal(await transport.trouble(), null);
    t.same(await arrived(), []);
  });

  test(`${name}: given several messages, when they are sent, then all of them arrive`, async (t) => {
    const { transport, arrived } = await open(t);
    for (const n of [1, 2, 3]) await transport.send({ ...message, messageId: `<${n}@colophon.example.org>` });
    const ids = (await arrived()).map((raw) => partsOf(raw).headers['message-id']);
    t.same([...ids].sort(), ['<1@colophon.example.org>', '<2@colophon.example.org>', '<3@colophon.example.org>']);
  });

  test(`${name}: given names that would add a header, when it is sent, then they add none`, async (t) => {
    const { transport, arrived } = await open(t);
    await transport.send({ ...message, to: { name: 'x\r\nBcc: eve@example.org', address: 'ada@example.org' }, subject: 'y\r\nBcc: eve' });
    const { headers } = partsOf((await arrived())[0] ?? '');
    t.notOk('bcc' in headers);
  });
}
