import { readdirSync, readFileSync } from 'node:fs';
import { UpcastingEventStore } from '../../application/log/upcasting-event-store.ts';
import { aggregates } from '../../domain/index.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import type { AnyProjection } from '../../projections/engine/projection.ts';
import { Projector } from '../../projections/engine/projector.ts';
import { allProjections } from '../../projections/index.ts';
import { migratedDatabase } from '../support/migrated.ts';
import type { TestScope } from '../support/postgres.ts';
import { quiet } from '../support/quiet.ts';

export const logsFolder = new URL('../data/logs/', import.meta.url);
export const recordedLogs = readdirSync(logsFolder).filter((name) => name.endsWith('.jsonl'));
export const linesOf = (file: string): readonly string[] => readFileSync(new URL(file, logsFolder), 'utf8').trimEnd().split('\n');
export const today = aggregates.map(({ aggregate }) => aggregate);

/** The log of a file, as it was written then, in a database of its own. */
export async function written(t: TestScope, file: string) {
  const database = await migratedDatabase(t);
  const pool = database.pool();
  const log = new PostgresEventStore(pool, database.connection, systemClock);
  t.teardown(() => log.close());
  await pool.query(
    `insert into log.events (stream, revision, id, type, version, time, data, metadata)
      select stream, revision, id, type, version, time, data, metadata
        from unnest($1::json[]) with ordinality as l(line, nth), json_to_record(line)
          as e(stream text, revision int, id uuid, type text, version smallint, time timestamptz, data json, metadata json) order by nth`,
    [linesOf(file)],
  );
  /** A program that follows the log with these projections. */
  const following = async (store: UpcastingEventStore, projections: readonly AnyProjection[]): Promise<Projector> => {
    const projector = new Projector({ store, pool, projections, clock: systemClock, log: quiet });
    t.teardown(() => projector.stop());
    await projector.start();
    return projector;
  };
  /** The same for all projections of today, once they have applied all of it. */
  const rebuilt = async () => {
    const store = new UpcastingEventStore(log, today);
    const projector = await following(store, allProjections);
    if (!(await projector.readSide.waitFor(await store.head(), 60_000))) {
      throw new Error(
        `The read models do not take the log ${file}: ${JSON.stringify(projector.status().filter(({ stopped }) => stopped))}`,
      );
    }
    return { store, projector };
  };
  return { pool, log, following, rebuilt };
}
