import type pg from 'pg';
import { ownConnection } from './own-connection.ts';
import { planning } from './schema.ts';

const settings = Object.entries(planning)
  .map(([name, value]) => `set ${name} = ${value}`)
  .join('; ');
const begin = { name: 'log-begin', text: 'begin' };
const commit = { name: 'log-commit', text: 'commit' };

/** A prepared statement; its rows come as arrays. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The connection that appends go through: one transaction is under way at a time, so one connection does, and no reader keeps it from
 * them. Opened when first used, and again after it was lost.
 */
export class WriterConnection {
  readonly #config: pg.ClientConfig;
  #client: Promise<pg.Client> | undefined;
  #closed = false;

  constructor(config: pg.ClientConfig) {
    // Statements of a transaction are sent without waiting for each other.
    this.#config = { ...config, pipeline: true };
  }

  /** The rows of a statement that is a transaction of its own. */
  async statement<Row extends unknown[]>(statement: Statement): Promise<readonly Row[]> {
    const client = await this.#open();
    const { rows } = await client.query<Row>({ ...statement, rowMode: 'array' });
    return rows;
  }

  /** The rows of each statement of one transaction; it takes one round trip. */
  async transaction<Row extends unknown[]>(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
    const client = await this.#open();
    const begun = client.query(begin);
    const running = statements.map((statement) => client.query<Row>({ ...statement, rowMode: 'array' }));
    const sent = [begun, ...running, client.query(commit)];
    await Promise.allSettled(sent);
    await Promise.all(sent);
    return (await Promise.all(running)).map(({ rows }) => rows);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  async #open(): Promise<pg.Client> {
    if (this.#closed) throw new Error('The event store is closed.');
    return (this.#client ??= this.#connect());
  }

  #connect(): Promise<pg.Client> {
    const client = ownConnection(this.#config);
    const forget = (): void => {
      if (this.#client === connecting) this.#client = undefined;
    };
    client.on('error', forget).on('end', forget);
    const connecting = client
      .connect()
      .then(() => client.query(settings))
      .then(() => client);
    connecting.catch(() => {
      forget();
      client.end().catch(() => undefined);
    });
    return connecting;
  }
}
