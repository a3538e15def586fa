import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TestScope } from './postgres.ts';

/** A mail as it came in. */
export interface Caught {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, lines ended by CRLF. */
  readonly raw: string;
}

type Step = 'greeting' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'text';
/** What it does at a step instead of agreeing: says this, cuts the line, or says nothing. */
type Answer = string | 'cut' | 'silence';

/** A mail server that keeps what it gets, on a free port of this machine, and answers as it is told. */
export class SmtpCatcher {
  readonly mails: Caught[] = [];
  /** Credentials that were shown, as `user:password`. */
  readonly logins: string[] = [];
  readonly answers: Partial<Record<Step, Answer>> = {};
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #awaited: { readonly count: number; readonly reached: () => void }[] = [];

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(t: TestScope): Promise<SmtpCatcher> {
    const catcher = new SmtpCatcher();
    catcher.#server.listen(0, '127.0.0.1');
    await once(catcher.#server, 'listening');
    t.teardown(() => {
      for (const socket of catcher.#sockets) socket.destroy();
      catcher.#server.close();
    });
    return catcher;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves once so many mails have come in whole, whatever was answered to them. */
  caught(count: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#awaited.push({ count, reached: resolve });
    this.#tell();
    return promise;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    const mail = { from: '', to: [] as string[], text: null as string | null };
    let rest = '';
    const say = (step: Step, agreed: string): boolean => {
      const answer = this.answers[step] ?? agreed;
      if (answer === 'cut') socket.destroy();
      else if (answer !== 'silence') socket.write(`${answer}\r\n`);
      return answer === agreed;
    };
    const obey = (line: string): void => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') socket.write('250-catcher\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n');
      else if (verb === 'AUTH') {
        this.logins.push(
          Buffer.from(line.split(' ')[2] ?? '', 'base64')
            .toString()
            .split('\0')
            .slice(1)
            .join(':'),
        );
        say('AUTH', '235 welcome');
      } else if (verb === 'MAIL') {
        mail.from = addressIn(line);
        say('MAIL', '250 fine');
      } else if (verb === 'RCPT') {
        if (say('RCPT', '250 fine')) mail.to.push(addressIn(line));
      } else if (verb === 'DATA') {
        if (say('DATA', '354 go on')) mail.text = '';
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 fine\r\n');
    };
    socket.on('data', (part) => {
      rest += part.toString('utf8');
      while (rest !== '') {
        if (mail.text !== null) {
          const end = rest.indexOf('\r\n.\r\n');
          if (end < 0) return;
          this.mails.push({ from: mail.from, to: mail.to, raw: `${rest.slice(0, end)}\r\n`.replace(/(^|\r\n)\.\./g, '$1.') });
          rest = rest.slice(end + 5);
          mail.text = null;
          say('text', '250 taken');
          this.#tell();
        } else {
          const end = rest.indexOf('\r\n');
          if (end < 0) return;
          const line = rest.slice(0, end);
          rest = rest.slice(end + 2);
          obey(line);
        }
      }
    });
    say('greeting', '220 catcher');
  }

  #tell(): void {
    for (const { count, reached } of this.#awaited) if (this.mails.length >= count) reached();
    this.#awaited = this.#awaited.filter(({ count }) => this.mails.length < count);
  }
}

const addressIn = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? '';
