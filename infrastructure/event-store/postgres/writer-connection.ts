import type pg from 'pg';
import { shortTransactions } from '../../database/vanishing.ts';
import { answered } from './away.ts';
import type { TextRow } from './exchange.ts';
import { ownConnection } from './own-connection.ts';
import { Prepare } from './prepare.ts';
import { Run, type Statement } from './run.ts';
import { planning } from './schema.ts';

const settings = Object.entries(planning)
  .map(([name, value]) => `set ${name} = ${value}`)
  .join('; ');

/** An append whose program or line is gone half-way holds up all others no longer than this. */
const longestMs = 30_000;

/** One connection, from its first moment on. */
interface Link {
  readonly client: pg.Client;
  readonly opened: Promise<void>;
  /** Names of the statements that it knows; undefined until it is open. */
  prepared: Set<string> | undefined;
}

/**
 * The connection that appends go through: one transaction is under way at a time, so one connection does, and no reader keeps it from
 * them. Opened when first used, and again after it was lost.
 */
export class WriterConnection {
  readonly #config: pg.ClientConfig;
  readonly #settings: string;
  #link: Link | undefined;
  #closed = false;

  constructor(config: pg.ClientConfig, mostMs = longestMs) {
    this.#settings = `${settings}; ${shortTransactions(mostMs)}`;
    this.#config = { ...config, pipeline: false };
  }

  /** Runs the statements in one transaction and one round trip; gives the rows of each. @throws StoreUnavailable */
  run(statements: readonly Statement[]): Promise<readonly (readonly TextRow[])[]> {
    const link = this.#link;
    const known = link?.prepared;
    return known && statements.every(({ name }) => known.has(name))
      ? link.client.query(new Run(statements)).answer
      : this.#prepareAndRun(statements);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#link?.opened.catch(() => undefined);
    await this.#link?.client.end().catch(() => undefined);
  }

  async #prepareAndRun(statements: readonly Statement[]): Promise<readonly (readonly TextRow[])[]> {
    if (this.#closed) throw new Error('The event store is closed.');
    const link = (this.#link ??= this.#connect());
    await answered(link.opened);
    for (const { name, text } of statements) {
      if (!link.prepared?.has(name)) await link.client.query(new Prepare(name, text)).answer;
      link.prepared?.add(name);
    }
    return link.client.query(new Run(statements)).answer;
  }

  #connect(): Link {
    const client = ownConnection(this.#config);
    const open = async (): Promise<void> => {
      await client.connect();
      await client.query(this.#settings);
      link.prepared = new Set();
    };
    const forget = (): void => {
      if (this.#link === link) this.#link = undefined;
    };
    const link: Link = { client, opened: open(), prepared: undefined };
    client.on('error', forget).on('end', forget);
    link.opened.catch(() => {
      forget();
      client.end().catch(() => undefined);
    });
    return link;
  }
}
