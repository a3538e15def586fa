import pg from 'pg';
import { clientConfig, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import type { Workbench } from '../workbench.ts';

/** A connection to a database under test, closed with the workbench. */
export async function connected(workbench: Workbench, address: DatabaseAddress): Promise<pg.Client> {
  const client = new pg.Client(clientConfig(address, 'colophon-bench'));
  await client.connect();
  workbench.onEnd(() => client.end());
  return client;
}
