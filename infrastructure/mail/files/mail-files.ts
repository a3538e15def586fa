import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailTransport, MailVerdict, Message } from '../../../application/ports/mail-transport.ts';
import { rawOf, type Sender } from '../raw.ts';

/** Mails as `.eml` files of a folder, for installations without a mail server: named by time and id, so that they sort. */
export class MailFiles implements MailTransport {
  readonly #folder: string;
  readonly #from: Sender;

  constructor(folder: string, from: Sender) {
    this.#folder = folder;
    this.#from = from;
  }

  async send(message: Message): Promise<MailVerdict> {
    try {
      const unfinished = await this.#written(await rawOf(message, this.#from));
      await rename(unfinished, join(this.#folder, nameOf(message)));
      return { kind: 'taken' };
    } catch (error) {
      return { kind: 'refused', permanent: false, reason: (error as Error).message };
    }
  }

  async trouble(): Promise<string | null> {
    try {
      await rm(await this.#written('probe'));
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** Under a name that nobody takes for a mail. */
  async #written(content: Buffer | string): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const path = join(this.#folder, `.${randomUUID()}`);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  }
}

function nameOf({ date, messageId }: Message): string {
  const time = date.toISOString().slice(0, 19).replace(/[-:]/g, '');
  return `${time}Z-${messageId.replace(/@.*$/, '').replace(/[^\w-]/g, '')}.eml`;
}
