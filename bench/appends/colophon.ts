import { expectedAt } from '../../application/log/repetition.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { clientConfig, openPool, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { logSchema } from '../../infrastructure/event-store/postgres/schema.ts';
import type { Side } from '../interleave.ts';
import type { Workbench } from '../workbench.ts';
import type { Next } from './events.ts';

/** Our log, with one listener as in a server. */
export async function colophon(workbench: Workbench, address: DatabaseAddress, next: (writer: number) => Next): Promise<Side> {
  const pool = openPool(address);
  await pool.query(logSchema);
  const store = new PostgresEventStore(pool, clientConfig(address), systemClock);
  store.onWake(() => undefined);
  workbench.onEnd(() => store.close().then(() => pool.end()));
  return {
    name: 'colophon',
    act: async (writer) => {
      const { stream, expected, event } = next(writer);
      await store.append(stream, expectedAt(expected), [event]);
    },
  };
}
