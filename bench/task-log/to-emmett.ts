import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import type { Pool } from 'pg';
import type { DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { databaseUrl } from '../database-url.ts';

/** Puts the same events in the same order into Emmett's tables beside our log, with the index that its reads lack; analysed. */
export async function copyToEmmett(pool: Pool, address: DatabaseAddress): Promise<void> {
  const store = getPostgreSQLEventStore(databaseUrl(address));
  await store.schema.migrate();
  await store.close();
  await pool.query(`
    insert into emt_streams (stream_id, stream_position, partition, stream_type, stream_metadata)
    select stream, max(revision) + 1, 'emt:default', 'task', '{}' from log.events group by stream;
    insert into emt_messages (stream_id, stream_position, global_position, transaction_id, message_kind, partition,
        message_schema_version, message_id, message_type, message_data, message_metadata)
    select stream, revision + 1, position, pg_current_xact_id(), 'E', 'emt:default', '1', id, type, data::jsonb, metadata::jsonb
      from log.events order by position;
    create index on emt_messages (transaction_id, global_position);`);
  await pool.query('analyze emt_messages');
}
