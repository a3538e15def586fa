import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'tap';
import { UpcastingEventStore } from '../../application/log/upcasting-event-store.ts';
import { aggregates } from '../../domain/index.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { differencesFromRebuild } from '../../projections/engine/compare.ts';
import { Projector } from '../../projections/engine/projector.ts';
import { allProjections } from '../../projections/index.ts';
import { migratedDatabase } from '../support/migrated.ts';

const folder = new URL('../data/logs/', import.meta.url);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

for (const file of readdirSync(folder))
  test(`the log of a demonstration by ${file.replace('.jsonl', '')}, as it was written then, rebuilds by the program of today`, async (t) => {
    const database = await migratedDatabase(t);
    const pool = database.pool();
    const log = new PostgresEventStore(pool, database.connection, systemClock);
    t.teardown(() => log.close());
    const lines = readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n');
    await pool.query(
      `insert into log.events (stream, revision, id, type, version, time, data, metadata)
        select stream, revision, id, type, version, time, data, metadata
          from unnest($1::json[]) with ordinality as l(line, nth), json_to_record(line)
            as e(stream text, revision int, id uuid, type text, version smallint, time timestamptz, data json, metadata json) order by nth`,
      [lines],
    );
    const store = new UpcastingEventStore(
      log,
      aggregates.map(({ aggregate }) => aggregate),
    );
    const projector = new Projector({ store, pool, projections: allProjections, clock: systemClock, log: quiet });
    t.teardown(() => projector.stop());

    await projector.start();
    t.equal(await projector.readSide.waitFor(await store.head(), 20_000), true);

    t.ok(projector.status().every(({ stopped }) => stopped === null));
    t.strictSame((await pool.query('select distinct state from read.tasks')).rows, [{ state: 'completed' }]);
    t.match((await pool.query(`select count(*)::int as activities from read.activities where state = 'processed'`)).rows, [
      { activities: 6 },
    ]);
    t.strictSame(await differencesFromRebuild({ store, pool, projections: allProjections }), []);
  });
