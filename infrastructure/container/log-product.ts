import type { ClientConfig, Pool } from 'pg';
import { AppendInOrder } from '../../application/log/copy/append-in-order.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { LogImport } from '../../application/ports/log-import.ts';
import type { Logger } from '../../application/ports/logger.ts';
import { PostgresEventStore } from '../event-store/postgres/postgres-event-store.ts';
import type { Settings } from '../settings.ts';

/** What the log is kept in: one of two products behind one port. */
export interface LogProduct {
  readonly kind: 'postgres' | 'eventstoredb';
  readonly store: EventStore;
  /** What takes another log in; the database has a faster way (`PostgresImport`). */
  readonly into: LogImport | null;
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

/** Makes the product, connected when first used. */
export type LogChoice = (surroundings: Surroundings) => LogProduct;

/** EventStoreDB where the settings name one, else the database. @throws UnusableEventStore */
export async function chosenLog({ eventStoreUrl }: Pick<Settings, 'eventStoreUrl'>): Promise<LogChoice> {
  if (eventStoreUrl === undefined)
    return ({ pool, connection, clock }) => {
      const store = new PostgresEventStore(pool, connection, clock);
      return { kind: 'postgres', store, into: null, ready: async () => undefined, close: () => store.close() };
    };
  const { EventStoreDbEventStore, parseAddress, serverReady } = await import('../event-store/eventstoredb/index.ts');
  const address = parseAddress(eventStoreUrl);
  return ({ clock, log }) => {
    const store = new EventStoreDbEventStore(address, clock);
    const ready = (): Promise<void> => serverReady(store, address, clock, (reason) => log.info({}, reason));
    return { kind: 'eventstoredb', store, into: new AppendInOrder(() => store.inOrder()), ready, close: () => store.close() };
  };
}
