import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import addressparser from 'nodemailer/lib/addressparser';
import type { MailTransport, MailVerdict, Message } from '../../../application/ports/mail-transport.ts';
import { rawOf, type Sender } from '../raw.ts';
import { WatchedText } from './watched-text.ts';

/** Bounds of one conversation, in milliseconds. */
const bounds = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 60_000 };

/**
 * Mails by SMTP, one conversation each. `smtp://` uses STARTTLS where the server offers it, `smtps://` is encrypted from the first byte;
 * parameters of the URL are the driver's (`?tls.rejectUnauthorized=false`).
 *
 * It watches whether the text has begun to travel: what breaks off before has certainly not been taken.
 */
export class SmtpMail implements MailTransport {
  readonly #options: SMTPConnection.Options & { readonly auth?: SMTPConnection.Credentials };
  readonly #from: Sender;

  constructor(url: string, from: Sender) {
    this.#options = { ...parseConnectionUrl(url), ...bounds } as SMTPConnection.Options;
    this.#from = from;
  }

  async send(message: Message): Promise<MailVerdict> {
    const text = new WatchedText(await rawOf(message, this.#from));
    const connection = new SMTPConnection(this.#options);
    // After the conversation nobody else listens: an error of a connection that is being closed must not end the program.
    connection.on('error', () => undefined);
    try {
      await this.#converse(connection, { from: this.#sender(), to: [message.to.address] }, text);
      connection.quit();
      return { kind: 'taken' };
    } catch (error) {
      connection.close();
      return verdictOf(error as SMTPConnection.SMTPError, text.travels);
    }
  }

  async #converse(connection: SMTPConnection, envelope: SMTPConnection.Envelope, text: WatchedText): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('The mail server has ended the conversation.')));
      const { auth } = this.#options;
      const send = (): void => connection.send(envelope, text, (error) => (error ? reject(error) : resolve()));
      connection.connect((error) => {
        if (error) reject(error);
        else if (auth) connection.login(auth, (refused) => (refused ? reject(refused) : send()));
        else send();
      });
    });
  }

  #sender(): string {
    const [sender] = addressparser(this.#from, { flatten: true });
    return sender?.address ?? this.#from;
  }
}

/** A reply of the server is a clear word: 5xx for good, 4xx for now. */
function verdictOf({ responseCode = 0, response, message }: SMTPConnection.SMTPError, travels: boolean): MailVerdict {
  if (responseCode >= 400) return { kind: 'refused', permanent: responseCode >= 500, reason: response ?? message };
  return travels ? { kind: 'unknown', reason: message } : { kind: 'refused', permanent: false, reason: message };
}
