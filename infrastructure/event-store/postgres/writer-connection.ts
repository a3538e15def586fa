import type pg from 'pg';
import { ownConnection } from './own-connection.ts';
import { planning } from './schema.ts';

const settings = Object.entries(planning)
  .map(([name, value]) => `set ${name} = ${value}`)
  .join('; ');

/**
 * The connection that appends go through: one transaction is under way at a time, so one connection does, and no reader keeps it from
 * them. Opened when first used, and again after it was lost.
 */
export class WriterConnection {
  readonly #config: pg.ClientConfig;
  #client: Promise<pg.Client> | undefined;
  #closed = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  async query<Row extends unknown[]>(statement: pg.QueryArrayConfig): Promise<readonly Row[]> {
    if (this.#closed) throw new Error('The event store is closed.');
    const client = await (this.#client ??= this.#connect());
    const { rows } = await client.query<Row>(statement);
    return rows;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    await client?.end().catch(() => undefined);
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
