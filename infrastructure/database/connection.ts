import pg from 'pg';
import { GatheringSocket } from './gathering-socket.ts';
import { timeOf } from './times.ts';
import { WatchedClient, type Watch } from './watched-client.ts';

/** Where the database is: a URL (`postgres://…`), or the parts of an address as the embedded server gives them. */
export type DatabaseAddress = string | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

/** `bigint` columns become bigints; times become Dates. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, BigInt);
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, timeOf);

/**
 * What every connection of Colophon shares. `pipeline` lets statements that are sent without waiting for each other travel
 * together; statements still run in the order sent.
 */
export const clientConfig = (address: DatabaseAddress, applicationName = 'colophon'): pg.ClientConfig => ({
  ...(typeof address === 'string' ? { connectionString: address } : address),
  application_name: applicationName,
  types,
  pipeline: true,
  stream: () => new GatheringSocket(),
});

export interface PoolOptions {
  readonly applicationName?: string;
  /** Upper bound of connections; default 10. */
  readonly max?: number;
  /** An idle connection broke (the server went down). The pool replaces it. */
  readonly onIdleError?: (error: Error) => void;
  /** Default: see `WatchedClient`. */
  readonly watch?: Watch;
}

/**
 * Connects when first used. End it with `pool.end()` before the database is closed. A connection that breaks, idle or in use, never
 * ends the program: without a listener of its own it would.
 */
export function openPool(address: DatabaseAddress, options: PoolOptions = {}): pg.Pool {
  const { applicationName, max = 10, watch } = options;
  const pool = new pg.Pool({ ...clientConfig(address, applicationName), max, Client: WatchedClient, ...(watch ? { watch } : {}) });
  pool.on('error', options.onIdleError ?? (() => undefined));
  pool.on('connect', (client) => client.on('error', () => undefined)); // whoever uses it hears of it from the statement that failed
  return pool;
}
