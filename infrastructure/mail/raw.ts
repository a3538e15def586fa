import MailComposer from 'nodemailer/lib/mail-composer';
import type { Message } from '../../application/ports/mail-transport.ts';

/** Who mails come from: `Name <address>` or an address alone. */
export type Sender = string;

/** The message as it travels (RFC 5322): both parts, nothing attached, marked as made by a program. */
export function rawOf({ to, subject, text, html, messageId, date }: Message, from: Sender): Promise<Buffer> {
  const headers = { 'Auto-Submitted': 'auto-generated' };
  return new MailComposer({
    from,
    to,
    subject,
    text,
    html,
    messageId,
    date,
    headers,
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
