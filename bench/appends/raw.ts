import { openPool, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import type { Side } from '../interleave.ts';
import type { Workbench } from '../workbench.ts';
import { documentOf, type Next } from './events.ts';

/** The yardstick: a prepared insert of the event's JSON into a table with one unique key, by as many connections as writers. */
export async function raw(workbench: Workbench, address: DatabaseAddress, writers: number, next: (writer: number) => Next): Promise<Side> {
  const pool = openPool(address, { max: writers });
  workbench.onEnd(() => pool.end());
  await pool.query(
    'create table if not exists raw (stream text not null, version integer not null, data json not null, unique (stream, version))',
  );
  return {
    name: 'raw',
    act: async (writer) => {
      const { stream, expected, event } = next(writer);
      const values = [stream, expected + 1, documentOf(event)];
      await pool.query({ name: 'raw', text: 'insert into raw (stream, version, data) values ($1, $2, $3)', values });
    },
  };
}
