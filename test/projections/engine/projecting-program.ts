import { writeSync } from 'node:fs';
import type { PoolClient } from 'pg';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { clientConfig, openPool } from '../../../infrastructure/database/connection.ts';
import { PostgresEventStore } from '../../../infrastructure/event-store/postgres/postgres-event-store.ts';
import type { AnyProjection } from '../../../projections/engine/projection.ts';
import { Projector } from '../../../projections/engine/projector.ts';
import { jars, total } from './jars.ts';
import { quiet } from '../../support/quiet.ts';

/**
 * A projector in a program of its own that stops dead at a given point, for good, so that it can be killed exactly there.
 * Arguments: URL of the database; where (`fold`, `commit` or `committed`); at which occasion.
 */
const [url = '', point = '', occasion = '1'] = process.argv.slice(2);

let left = Number(occasion);
function pass(here: string): void {
  if (here !== point || --left > 0) return;
  writeSync(1, 'reached\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const watched: AnyProjection = {
  ...jars,
  fold: (row, recorded, key) => {
    pass('fold');
    return jars.fold(row, recorded, key);
  },
};

const pool = openPool(url);
pool.on('connect', (client: PoolClient) => {
  const query = client.query.bind(client) as (...args: readonly unknown[]) => Promise<unknown>;
  client.query = (async (...args: readonly unknown[]) => {
    const commits = typeof args[0] === 'string' && args[0].endsWith('commit');
    if (commits) pass('commit');
    const result = await query(...args);
    if (commits) pass('committed');
    return result;
  }) as typeof client.query;
});

const store = new PostgresEventStore(pool, clientConfig(url), systemClock);
await new Projector({ store, pool, projections: [watched, total], clock: systemClock, log: quiet, pageSize: 20 }).start();
