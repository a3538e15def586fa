import { test } from 'tap';
import { EmbeddedPostgres } from '../../../infrastructure/database/embedded/embedded-postgres.ts';
import { openPool } from '../../../infrastructure/database/connection.ts';
import { logSchema } from '../../../infrastructure/event-store/postgres/schema.ts';
import { eventStoreContract } from '../../contract/event-store/index.ts';
import { testFolder } from '../database/embedded/support/homes.ts';
import { serverOf } from '../database/embedded/support/server.ts';
import { instancesOn } from './postgres-log.ts';

test('the log in PostgreSQL keeps the promises of the port', (t) => {
  const home = testFolder(t);
  return eventStoreContract(t, {
    open: async () => {
      const server = new EmbeddedPostgres(home);
      const address = await server.open();
      const pool = openPool(address);
      await pool.query(logSchema);
      await pool.end();
      const instances = instancesOn(address);
      return {
        ...instances,
        restart: async () => {
          process.kill(serverOf(home) ?? 0, 'SIGKILL');
          await server.open();
        },
        close: async () => {
          await instances.close();
          await server.close();
        },
      };
    },
  });
});
