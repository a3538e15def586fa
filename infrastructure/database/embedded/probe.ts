import pg from 'pg';
import type { PostgresConnection } from './connection.ts';

const cannotConnectNow = /^57/;
const tooManyConnections = '53300';

/** Whether the server lets us in; the error with which it refuses, where waiting alone will hardly help. */
export async function probe(connection: PostgresConnection): Promise<'open' | 'not yet' | Error> {
  const client = new pg.Client({ ...connection, ssl: false, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'open';
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) return 'not yet';
    if (error.code === tooManyConnections) return 'open';
    return cannotConnectNow.test(error.code ?? '') ? 'not yet' : error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
