import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import type { DatabaseAddress } from '../../infrastructure/database/connection.ts';
import type { Side } from '../interleave.ts';
import type { Workbench } from '../workbench.ts';
import type { Next } from './events.ts';

/** Emmett's log, with as many connections as writers. */
export async function emmett(
  workbench: Workbench,
  address: DatabaseAddress,
  writers: number,
  next: (writer: number) => Next,
): Promise<Side> {
  const pool = new pg.Pool({ ...(typeof address === 'string' ? { connectionString: address } : address), max: writers });
  const store = getPostgreSQLEventStore(urlOf(address), { connectionOptions: { pool } });
  workbench.onEnd(() => store.close().then(() => (pool.ended ? undefined : pool.end())));
  await store.schema.migrate();
  return {
    name: 'emmett',
    act: async (writer) => {
      const { stream, expected, event } = next(writer);
      const { type, metadata } = event;
      const expectedStreamVersion = expected < 0 ? STREAM_DOES_NOT_EXIST : BigInt(expected + 1);
      await store.appendToStream(stream, [{ type, data: event.data as Record<string, unknown>, metadata }], { expectedStreamVersion });
    },
  };
}

function urlOf(address: DatabaseAddress): string {
  if (typeof address === 'string') return address;
  const { host, port, user, database } = address;
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}
