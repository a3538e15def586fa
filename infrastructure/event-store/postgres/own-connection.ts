import type pg from 'pg';
import { WatchedClient } from '../../database/watched-client.ts';

/** How long a connection may take to come about: a server that does not answer is away. */
const connectionTimeoutMillis = 5_000;

/** A connection outside the pool, that notices when the other end is gone. */
export const ownConnection = (config: pg.ClientConfig): pg.Client =>
  new WatchedClient({ connectionTimeoutMillis, ...config, keepAlive: true });
