import type { MailTransport } from '../ports/mail-transport.ts';
import { ok, problem, type Check } from './check.ts';

/** A mail would be taken. Nothing is sent. */
export const mailCheck = (deps: {
  readonly transport: Pick<MailTransport, 'trouble'>;
  /** Of the mail server; without one, mails are files of the folder. */
  readonly byServer: boolean;
  readonly folder: string;
}): Check => ({
  name: 'mail',
  vital: false,
  async look() {
    const { transport, byServer, folder } = deps;
    const trouble = await transport.trouble();
    if (byServer)
      return trouble === null
        ? ok('The mail server takes mails.')
        : problem(
            `The mail server takes no mails: ${trouble}`,
            'Start what COLOPHON_MAIL_URL names, or mend its address or its user and password. Mails wait; "colophon parked list" shows those given up.',
          );
    return trouble === null
      ? ok(`Mails can be written to ${folder}.`)
      : problem(
          `Mails cannot be written to ${folder}: ${trouble}`,
          'Give that folder to the user who runs this, or name a mail server with COLOPHON_MAIL_URL. Mails wait until then.',
        );
  },
});
