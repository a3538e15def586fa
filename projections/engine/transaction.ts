import type { Pool, PoolClient } from 'pg';

/**
 * Of a transaction: the locks of a program that vanished in the middle of it are free after half a minute, even when nothing ever closes
 * its connection.
 */
export const shortLived = `set local idle_in_transaction_session_timeout = '30s'`;

/** Runs `work` in a transaction: committed when it resolves, rolled back when it throws. */
export const transaction = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  onConnection(pool, async (client) => {
    await client.query(`begin; ${shortLived}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  });

/** Lends a connection to `work`. When it throws, what it had begun is rolled back; a connection that cannot do that is not used again. */
export async function onConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}
