import pg from 'pg';

/** What the server says of a connection of ours: it works on something, or it waits for us. `unknown`: it did not say. */
export type BackendState = 'at work' | 'waiting' | 'unknown';

/** One that reads in the midst of a statement got a part of what was sent, unless it is given rows, piece by piece. */
const query = `select pid from pg_stat_activity where datname = current_database() and state = 'active'
  and wait_event is distinct from 'ClientWrite' and (wait_event is distinct from 'ClientRead' or query ilike 'copy%')`;

/** Asks the server, on a connection of its own, what its ends of our connections do. Several who ask at once share one look. */
export class BackendStates {
  readonly #config: pg.ClientConfig;
  #looking: Promise<ReadonlySet<number> | 'unknown'> | undefined;

  constructor(config: pg.ClientConfig, patienceMs: number) {
    const { password } = config; // of a pool's settings it is not enumerable
    this.#config = { ...config, password, application_name: 'colophon line check', connectionTimeoutMillis: patienceMs };
    this.#config.query_timeout = patienceMs;
  }

  /** @throws when the server does not answer within the patience */
  async of(pid: number): Promise<BackendState> {
    const atWork = await (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)));
    if (atWork === 'unknown') return 'unknown';
    return atWork.has(pid) ? 'at work' : 'waiting';
  }

  async #look(): Promise<ReadonlySet<number> | 'unknown'> {
    const client = new pg.Client(this.#config);
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(query);
      client.end().catch(() => undefined);
      return new Set(rows.map(({ pid }) => pid));
    } catch (error) {
      client.connection.stream.destroy();
      if (error instanceof pg.DatabaseError) return 'unknown'; // no room, or coming up: it answers
      throw error;
    }
  }
}
