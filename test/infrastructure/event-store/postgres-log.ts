import { openPool, clientConfig, type DatabaseAddress } from '../../../infrastructure/database/connection.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { PostgresEventStore } from '../../../infrastructure/event-store/postgres/postgres-event-store.ts';
import type { Subject } from '../../contract/event-store/index.ts';

export interface Instances extends Subject {
  readonly store: PostgresEventStore;
  another(): Promise<PostgresEventStore>;
}

/** Event stores on one database, each with connections of its own like one program each. */
export function instancesOn(address: DatabaseAddress): Instances {
  const open: { readonly store: PostgresEventStore; end(): Promise<void> }[] = [];
  const instance = (): PostgresEventStore => {
    const pool = openPool(address, { max: 4, applicationName: 'colophon-test' });
    const store = new PostgresEventStore(pool, clientConfig(address, 'colophon-test'), systemClock);
    open.push({ store, end: () => store.close().then(() => pool.end()) });
    return store;
  };
  return {
    store: instance(),
    another: async () => instance(),
    close: async () => {
      await Promise.all(open.map(({ end }) => end()));
    },
  };
}
