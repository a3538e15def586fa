import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import addressparser from 'nodemailer/lib/addressparser';
import type { MailTransport, MailVerdict, Message } from '../../../application/ports/mail-transport.ts';
import { rawOf, type Sender } from '../raw.ts';
import { WatchedText } from './watched-text.ts';

/** Bounds of one conversation, in milliseconds. */
const bounds = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 60_000 };
/** A mail can wait for a slow server; who asks whether it is there does not. */
const askingBounds = { connectionTimeout: 4_000, greetingTimeout: 4_000, socketTimeout: 4_000 };

type Options = SMTPConnection.Options & { readonly auth?: SMTPConnection.Credentials };

/**
 * Mails by SMTP, one conversation each. `smtp://` uses STARTTLS where the server offers it, `smtps://` is encrypted from the first byte;
 * parameters of the URL are the driver's (`?tls.rejectUnauthorized=false`).
 *
 * It watches whether the text has begun to travel: what breaks off before has certainly not been taken.
 */
export class SmtpMail implements MailTransport {
  readonly #options: Options;
  readonly #from: Sender;

  constructor(url: string, from: Sender) {
    this.#options = { ...parseConnectionUrl(url), ...bounds } as SMTPConnection.Options;
    this.#from = from;
  }

  async send(message: Message): Promise<MailVerdict> {
    const text = new WatchedText(await rawOf(message, this.#from));
    const envelope = { from: this.#sender(), to: [message.to.address] };
    try {
      await this.#converse(this.#options, (connection, done) => connection.send(envelope, text, done));
      return { kind: 'taken' };
    } catch (error) {
      return verdictOf(error as SMTPConnection.SMTPError, text.travels);
    }
  }

  async trouble(): Promise<string | null> {
    try {
      await this.#converse({ ...this.#options, ...askingBounds }, (_connection, done) => done(null));
      return null;
    } catch (error) {
      const { response, message } = error as SMTPConnection.SMTPError;
      return response ?? message;
    }
  }

  /** Connects, shows the credentials if there are any, does the rest and takes its leave. @throws SMTPError */
  async #converse(options: Options, rest: (connection: SMTPConnection, done: (error?: Error | null) => void) => void): Promise<void> {
    const connection = new SMTPConnection(options);
    // After the conversation nobody else listens: an error of a connection that is being closed must not end the program.
    connection.on('error', () => undefined);
    try {
      await new Promise<void>((resolve, reject) => {
        connection.once('error', reject);
        connection.once('end', () => reject(new Error('The mail server has ended the conversation.')));
        const { auth } = options;
        const go = (): void => rest(connection, (error) => (error ? reject(error) : resolve()));
        connection.connect((error) => {
          if (error) reject(error);
          else if (auth) connection.login(auth, (refused) => (refused ? reject(refused) : go()));
          else go();
        });
      });
      connection.quit();
    } catch (error) {
      connection.close();
      throw error;
    }
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
