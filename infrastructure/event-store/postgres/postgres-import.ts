import type { ClientConfig, Client } from 'pg';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { beginning, type LogPage, type Position } from '../../../application/ports/event-store.ts';
import { GrownMeanwhile, type LogImport, type TakenIn } from '../../../application/ports/log-import.ts';
import { answered } from './away.ts';
import { ownConnection } from './own-connection.ts';
import { pendingRow } from './pending-append.ts';
import { planning } from './schema.ts';
import { takeLock } from './statements.ts';

const columns = [
  ['stream', 'text'],
  ['revision', 'integer'],
  ['id', 'uuid'],
  ['type', 'text'],
  ['version', 'smallint'],
  ['time', 'timestamptz'],
  ['data', 'json'],
  ['metadata', 'json'],
] as const;
const names = columns.map(([name]) => name).join(', ');
const lists = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ');

const insert = {
  name: 'log-import',
  text: `insert into log.events (${names}) select ${names} from unnest(${lists}) event(${names}) returning position`,
};
const head = { name: 'log-head', text: 'select position from log.events order by position desc limit 1' };

/**
 * Takes events in by the page: one transaction under the writers' lock, and one statement for all of them. The lock keeps appends of others
 * out, the look at the head shows those that came between two pages, and the unique index refuses an event that is there already.
 */
export class PostgresImport implements LogImport {
  readonly #config: ClientConfig;
  #client: Promise<Client> | undefined;

  constructor(config: ClientConfig) {
    this.#config = config;
  }

  async *take(after: Position, pages: AsyncIterable<LogPage>): AsyncGenerator<TakenIn, void> {
    let [last, events] = [after, 0];
    for await (const page of pages) {
      if (page.events.length > 0) last = await this.#write(last, page.events);
      events += page.events.length;
      yield { events, position: page.position };
    }
  }

  async close(): Promise<void> {
    await this.#client?.then((client) => client.end()).catch(() => undefined);
  }

  async #write(after: Position, events: readonly Recorded[]): Promise<Position> {
    const client = await answered((this.#client ??= this.#connect()));
    try {
      await client.query('begin');
      await client.query(takeLock);
      const { rows } = await client.query<{ position: bigint }>(head);
      if ((rows[0]?.position ?? beginning) !== after) throw new GrownMeanwhile();
      const written = await client.query<{ position: bigint }>({ ...insert, values: valuesOf(events) });
      await client.query('commit');
      return written.rows.at(-1)?.position ?? after;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      return answered(Promise.reject(error as Error));
    }
  }

  async #connect(): Promise<Client> {
    const client = ownConnection(this.#config);
    client.on('error', () => undefined); // the statement that fails tells of it
    await client.connect();
    for (const [name, value] of Object.entries(planning)) await client.query(`set ${name} = ${value}`);
    return client;
  }
}

function valuesOf(events: readonly Recorded[]): readonly unknown[][] {
  const rows = events.map((event) => ({ stream: event.stream, revision: event.revision, ...pendingRow(event) }));
  return columns.map(([name]) => rows.map((row) => row[name]));
}
