import { clientConfig, openPool } from '../../../../infrastructure/database/connection.ts';
import { PostgresLeases } from '../../../../infrastructure/database/postgres-leases.ts';

/** A program of its own that takes a lease, tells its parent whether it got it, and lives until it is killed. */
const [, , url = '', name = ''] = process.argv;
const leases = new PostgresLeases(clientConfig(url), openPool(url));
const lease = await leases.tryAcquire(name, () => process.send?.('lost'));
process.send?.(lease ? 'held' : 'refused');
process.on('message', () => undefined);
