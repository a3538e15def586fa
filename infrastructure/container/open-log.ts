import type { Pool } from 'pg';
import { AppendInOrder } from '../../application/log/copy/append-in-order.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { LogImport } from '../../application/ports/log-import.ts';
import { systemClock } from '../clock/system-clock.ts';
import { clientConfig, openPool, type DatabaseAddress } from '../database/connection.ts';
import { withoutCredentials } from '../config-shown.ts';
import type { LogKind } from '../database/known-log/log-identity.ts';
import { migrate } from '../database/migrate.ts';
import { UnusableEventStore } from '../event-store/eventstoredb/unusable-event-store.ts';
import { PostgresEventStore } from '../event-store/postgres/postgres-event-store.ts';
import { PostgresImport } from '../event-store/postgres/postgres-import.ts';
import type { Program } from './program.ts';
import { tokens } from './tokens.ts';
import { UnusableLog } from './unusable-log.ts';

/** A log by itself, events as they were written: what is copied, compared, backed up. */
export interface OpenedLog {
  readonly kind: LogKind;
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly into: LogImport;
  /** The database that it lies in; null elsewhere. */
  readonly pool: Pool | null;
  close(): Promise<void>;
}

/** The log of an open installation; the installation closes it. */
export function logOf({ container }: Pick<Program, 'container'>): OpenedLog {
  const product = container.get(tokens.logProduct);
  const { kind, store } = product;
  if (product.into) return { kind, store, into: product.into, pool: null, close: async () => undefined };
  const into = new PostgresImport(container.get(tokens.connection));
  return { kind, store, into, pool: container.get(tokens.pool), close: () => into.close() };
}

/** @param address `postgres://…`, `esdb://…`, or the parts of the embedded database's address. @throws UnusableLog */
export async function openLog(address: DatabaseAddress): Promise<OpenedLog> {
  if (typeof address !== 'string' || /^postgres(ql)?:/.test(address)) return postgresLog(address);
  if (/^esdb(\+discover)?:/.test(address)) return eventStoreDbLog(address);
  throw new UnusableLog(withoutCredentials(address), 'this is no address of a log. Give postgres://… or esdb://…');
}

/** Makes the tables where they are missing: an empty database is an empty log. */
async function postgresLog(address: DatabaseAddress): Promise<OpenedLog> {
  const pool = openPool(address, { max: 2, applicationName: 'colophon log' });
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw typeof address === 'string'
      ? new UnusableLog(withoutCredentials(address), `${saying(error)}. Start that database, or mend the address.`)
      : error;
  }
  const connection = clientConfig(address, 'colophon log');
  const store = new PostgresEventStore(pool, connection, systemClock);
  const into = new PostgresImport(connection);
  return {
    kind: 'postgres',
    store,
    into,
    pool,
    close: async () => {
      await Promise.all([into.close(), store.close()]);
      await pool.end();
    },
  };
}

async function eventStoreDbLog(url: string): Promise<OpenedLog> {
  const { EventStoreDbEventStore, parseAddress, serverReady } = await import('../event-store/eventstoredb/index.ts');
  try {
    const address = parseAddress(url);
    const store = new EventStoreDbEventStore(address, systemClock);
    await serverReady(store, address, systemClock, () => undefined);
    return { kind: 'eventstoredb', store, into: new AppendInOrder(() => store.inOrder()), pool: null, close: () => store.close() };
  } catch (error) {
    if (!(error instanceof UnusableEventStore)) throw error;
    throw new UnusableLog(
      withoutCredentials(url),
      error.message.replace(/^COLOPHON_EVENT_STORE_URL( is not usable)?: | Without that setting .*$/g, ''),
    );
  }
}

const saying = (error: unknown): string =>
  error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error);
