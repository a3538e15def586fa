import type { SmtpCatcher } from '../support/smtp-catcher.ts';
import type { Rest } from '../e2e/support/rest.ts';
import type { Server } from '../e2e/support/server.ts';

export interface Scope {
  teardown(end: () => void | Promise<void>): void;
}

/** What a story takes place in: a server with an agent beside it and a mail server, and Ada, who may everything. */
export interface Scene extends Scope {
  readonly server: Server;
  readonly ada: Rest;
  readonly catcher: SmtpCatcher;
}

/** What is undone at the end, last first. */
export class Ending implements Scope {
  readonly #ends: (() => void | Promise<void>)[] = [];

  teardown(end: () => void | Promise<void>): void {
    this.#ends.push(end);
  }

  async end(): Promise<void> {
    for (let end = this.#ends.pop(); end; end = this.#ends.pop()) await end();
  }
}

export interface Made {
  readonly id: string;
}

/** A request that is to be answered with this status. */
export async function answeredWith(rest: Rest, status: number, ...[method, path, body]: readonly [string, string, object?]): Promise<void> {
  const answer = await rest.ask(method, path, body ? { body } : {});
  if (answer.status !== status)
    throw new Error(`${method} ${path} answered ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`);
}
