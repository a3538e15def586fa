import type pg from 'pg';
import type { Lease, Leases } from '../../application/ports/leases.ts';
import { WatchedClient } from './watched-client.ts';

/** First half of every lease's lock key, apart from the locks of the log and of migrations. */
const space = 0x1ea5e;

/** Where something between keeps the connection of a vanished holder up, it is the silence of one that beats no more. */
const silence = `select set_config('idle_session_timeout', '25s', false)`;

/** How often a holder asks whether its connection still carries, and how long it waits for the answer. */
export interface Heartbeat {
  readonly everyMs: number;
  readonly patienceMs: number;
}

/** Together less than what the server takes: a holder that is cut off stops before another one leads. */
const usual: Heartbeat = { everyMs: 5_000, patienceMs: 10_000 };

/**
 * A lease is an advisory lock of a connection of its own: PostgreSQL frees it the moment that connection is gone, so the lease of
 * a killed program is free at once, and nobody has to measure time.
 */
export class PostgresLeases implements Leases {
  readonly #config: pg.ClientConfig;
  readonly #pool: pg.Pool;
  readonly #heartbeat: Heartbeat;

  constructor(config: pg.ClientConfig, pool: pg.Pool, heartbeat: Heartbeat = usual) {
    this.#config = config;
    this.#pool = pool;
    this.#heartbeat = heartbeat;
  }

  async tryAcquire(name: string, onLost: () => void): Promise<Lease | null> {
    const client = new WatchedClient({ ...this.#config, application_name: `colophon lease ${name}` });
    let held = false;
    const beating = setInterval(() => held && void this.#beat(client), this.#heartbeat.everyMs).unref();
    const lost = (): void => {
      clearInterval(beating);
      if (held) onLost();
      held = false;
    };
    client.on('error', lost).on('end', lost);
    await client.connect().catch((error: unknown) => {
      clearInterval(beating);
      throw error;
    });
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [space, name]);
    if (rows[0]?.got !== true) {
      clearInterval(beating);
      await client.end();
      return null;
    }
    held = true;
    await client.query(silence).catch(() => undefined); // what is not offered here is done without
    return {
      name,
      release: async () => {
        held = false;
        clearInterval(beating);
        await client.end().catch(() => undefined);
      },
    };
  }

  async isHeld(name: string): Promise<boolean> {
    const { rows } = await this.#pool.query<{ held: boolean }>(
      `select exists (select from pg_locks where locktype = 'advisory' and granted and classid = $1::oid and objid::bigint = (hashtext($2)::bigint & 4294967295)
         and database = (select oid from pg_database where datname = current_database())) as held`,
      [space, name],
    );
    return rows[0]?.held === true;
  }

  /** A connection that carries nothing any more is let go of, which tells the holder. */
  async #beat(client: pg.Client): Promise<void> {
    const late = setTimeout(() => client.connection.stream.destroy(), this.#heartbeat.patienceMs);
    await client.query('select 1').catch(() => undefined);
    clearTimeout(late);
  }
}

/** Whether any program leads or runs anything on this database. */
export async function anyLeaseHeld(client: Pick<pg.ClientBase, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    `select exists (select from pg_locks where locktype = 'advisory' and granted and classid = $1::oid
       and database = (select oid from pg_database where datname = current_database())) as held`,
    [space],
  );
  return rows[0]?.held === true;
}
