import type { ClientConfig, Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Logger } from '../../application/ports/logger.ts';
import { parseAddress } from '../event-store/eventstoredb/address.ts';
import { EventStoreDbEventStore } from '../event-store/eventstoredb/eventstoredb-event-store.ts';
import { serverReady } from '../event-store/eventstoredb/server-ready.ts';
import { PostgresEventStore } from '../event-store/postgres/postgres-event-store.ts';
import type { Settings } from '../settings.ts';

/** What the log is kept in: one of two products behind one port. */
export interface LogProduct {
  readonly kind: 'postgres' | 'eventstoredb';
  readonly store: EventStore;
  /** Resolves once it takes appends. @throws UnusableEventStore */
  ready(): Promise<void>;
  close(): Promise<void>;
}

interface Surroundings {
  readonly pool: Pool;
  readonly connection: ClientConfig;
  readonly clock: Clock;
  readonly log: Logger;
}

/** EventStoreDB where the settings name one, else the database. Connects when first used. @throws UnusableEventStore */
export function logProduct({ eventStoreUrl }: Settings, { pool, connection, clock, log }: Surroundings): LogProduct {
  if (eventStoreUrl === undefined) {
    const store = new PostgresEventStore(pool, connection, clock);
    return { kind: 'postgres', store, ready: async () => undefined, close: () => store.close() };
  }
  const address = parseAddress(eventStoreUrl);
  const store = new EventStoreDbEventStore(address, clock);
  return {
    kind: 'eventstoredb',
    store,
    ready: () => serverReady(store, address, clock, (reason) => log.info({}, reason)),
    close: () => store.close(),
  };
}

/** Before anything is started. @throws UnusableEventStore */
export function checkLogAddress({ eventStoreUrl }: Settings): void {
  if (eventStoreUrl !== undefined) parseAddress(eventStoreUrl);
}
