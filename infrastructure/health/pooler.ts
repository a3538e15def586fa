import type { Pool, PoolClient } from 'pg';
import { ok, problem, warning, type Check, type Observation } from '../../application/health/check.ts';

/** Processes of the server (pid) that answered, on two connections of ours. */
export interface Backends {
  /** Which one the first connection was told at its beginning that it has. */
  readonly announced: number | null;
  /** Which one answers it. */
  readonly first: number;
  /** Which one answers the second connection, in a transaction. */
  readonly other: number;
  /** Which one answers the first connection meanwhile. */
  readonly again: number;
}

const remedy =
  'Let COLOPHON_DATABASE_URL name PostgreSQL itself (its own port, often 5432), not the pooler: leases, wakes and prepared statements belong to sessions.';

/**
 * Whether a pooler (PgBouncer and its like) stands between. PostgreSQL gives each connection a process of its own and announces it; a
 * pooler announces a number that it made up, and one that lends processes for a transaction gives two connections the same, or one
 * connection another than before. Pure.
 */
export function poolerIn({ announced, first, other, again }: Backends): Observation {
  if (other === first || again !== first)
    return problem(
      'A pooler stands between us and PostgreSQL, and lends sessions by the transaction: there may be two leaders, and wakes get lost.',
      remedy,
    );
  if (announced !== first)
    return warning('A pooler stands between us and PostgreSQL; it seems to keep sessions together, which a setting of it can end.', remedy);
  return ok('Connections lead to PostgreSQL itself.');
}

/** Nothing but the pid is asked. The transaction ends by itself where the pooler has no second session to lend meanwhile. */
export const betweenUs = (pool: Pool): Promise<Observation> =>
  withClient(pool, (one) =>
    withClient(pool, async (two) => {
      const first = await pidOf(one);
      await two.query("begin; set local idle_in_transaction_session_timeout = '1s'");
      const other = await pidOf(two);
      const again = await pidOf(one);
      await two.query('rollback').catch(() => undefined);
      return poolerIn({ announced: announcedTo(one), first, other, again });
    }),
  );

export const poolerCheck = (pool: Pool): Check => ({ name: 'database', vital: false, look: () => betweenUs(pool) });

/** The connection is not used again: a transaction may be open on it. */
async function withClient<Answer>(pool: Pool, ask: (client: PoolClient) => Promise<Answer>): Promise<Answer> {
  const client = await pool.connect();
  try {
    return await ask(client);
  } finally {
    client.release(true);
  }
}

async function pidOf(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]!.pid;
}

const announcedTo = (client: PoolClient): number | null => (client as PoolClient & { readonly processID: number | null }).processID;
