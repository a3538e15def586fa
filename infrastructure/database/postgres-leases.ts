import pg from 'pg';
import type { Lease, Leases } from '../../application/ports/leases.ts';

/** First half of every lease's lock key, apart from the locks of the log and of migrations. */
const space = 0x1ea5e;

/**
 * A lease is an advisory lock of a connection of its own: PostgreSQL frees it the moment that connection is gone, so the lease of
 * a killed program is free at once, and nobody has to measure time.
 */
export class PostgresLeases implements Leases {
  readonly #config: pg.ClientConfig;
  readonly #pool: pg.Pool;

  constructor(config: pg.ClientConfig, pool: pg.Pool) {
    this.#config = config;
    this.#pool = pool;
  }

  async tryAcquire(name: string, onLost: () => void): Promise<Lease | null> {
    const client = new pg.Client({ ...this.#config, application_name: `colophon lease ${name}` });
    let held = false;
    const lost = (): void => {
      if (held) onLost();
      held = false;
    };
    client.on('error', lost).on('end', lost);
    await client.connect();
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [space, name]);
    if (rows[0]?.got !== true) {
      await client.end();
      return null;
    }
    held = true;
    return {
      name,
      release: async () => {
        held = false;
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
