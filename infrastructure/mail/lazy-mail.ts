import type { MailTransport, MailVerdict, Message } from '../../application/ports/mail-transport.ts';

/** A transport that is loaded with its library when the first mail leaves: most programs send none. */
export class LazyMail implements MailTransport {
  readonly #load: () => Promise<MailTransport>;
  #loading: Promise<MailTransport> | null = null;

  constructor(load: () => Promise<MailTransport>) {
    this.#load = load;
  }

  async send(message: Message): Promise<MailVerdict> {
    return (await this.#loaded()).send(message);
  }

  async trouble(): Promise<string | null> {
    return (await this.#loaded()).trouble();
  }

  #loaded(): Promise<MailTransport> {
    return (this.#loading ??= this.#load());
  }
}
