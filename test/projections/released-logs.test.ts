import { readdirSync, readFileSync } from 'node:fs';
import { test, type Test } from 'tap';
import { UpcastingEventStore } from '../../application/log/upcasting-event-store.ts';
import type { CorpusEvent } from '../../domain/corpus/events.ts';
import { aggregates } from '../../domain/index.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { corpora } from '../../projections/corpora/fold.ts';
import { Builder } from '../../projections/engine/build/builder.ts';
import { differencesFromRebuild } from '../../projections/engine/compare.ts';
import type { AnyProjection } from '../../projections/engine/projection.ts';
import { Projector } from '../../projections/engine/projector.ts';
import { Verifier } from '../../projections/engine/verify/verifier.ts';
import { allProjections } from '../../projections/index.ts';
import { migratedDatabase } from '../support/migrated.ts';
import { quiet } from '../support/quiet.ts';

const folder = new URL('../data/logs/', import.meta.url);
const today = aggregates.map(({ aggregate }) => aggregate);

/** The log of a file, as it was written then, in a database of the test's own. */
async function written(t: Test, file: string) {
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
  /** A program that follows the log with these projections, once it has applied all of it. */
  const following = async (store: UpcastingEventStore, projections: readonly AnyProjection[]): Promise<Projector> => {
    const projector = new Projector({ store, pool, projections, clock: systemClock, log: quiet });
    t.teardown(() => projector.stop());
    await projector.start();
    return projector;
  };
  return { pool, log, following };
}

test('the log of every version in the changelog is kept', async (t) => {
  const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
  const versions = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version]) => `${version}.jsonl`);
  t.ok(versions.length > 0);
  t.strictSame(
    versions.filter((file) => !readdirSync(folder).includes(file)),
    [],
  );
});

for (const file of readdirSync(folder)) {
  const release = file.replace('.jsonl', '');

  test(`the log of a demonstration by ${release}, as it was written then, rebuilds by the program of today`, async (t) => {
    const { pool, log, following } = await written(t, file);
    const store = new UpcastingEventStore(log, today);

    const projector = await following(store, allProjections);
    t.equal(await projector.readSide.waitFor(await store.head(), 20_000), true);

    t.ok(projector.status().every(({ stopped }) => stopped === null));
    t.strictSame((await pool.query('select distinct state from read.tasks')).rows, [{ state: 'completed' }]);
    t.match((await pool.query(`select count(*)::int as activities from read.activities where state = 'processed'`)).rows, [
      { activities: 6 },
    ]);
    t.strictSame(await differencesFromRebuild({ store, pool, projections: allProjections }), []);
  });

  // No event type has a second version yet: the program of tomorrow is one that gives a project's first event its second one.
  test(`the log of a demonstration by ${release} rebuilds by a program that knows its events in a newer version`, async (t) => {
    const { pool, log, following } = await written(t, file);
    const older = await following(new UpcastingEventStore(log, today), [corpora]);
    t.equal(await older.readSide.waitFor(await log.head(), 20_000), true);
    await older.stop();
    const [{ name }] = (await pool.query<{ name: string }>('select name from read.corpora')).rows as [{ name: string }];
    type Created = Extract<CorpusEvent, { type: 'CorpusCreated' }>['data'];
    const upcasts = { CorpusCreated: [(old: Created): Created => ({ ...old, name: `${old.name}, brought up` })] };
    const store = new UpcastingEventStore(
      log,
      today.map((aggregate) => (aggregate.category === 'corpus' ? { ...aggregate, upcasts } : aggregate)),
    );
    const newer = { ...corpora, version: corpora.version + 1 };

    await following(store, [newer]);
    const switched = Promise.withResolvers<void>();
    const heard = { ...quiet, info: (_: object, message: string) => message.includes('are live') && switched.resolve() };
    const keepers = { store, pool, projections: [newer], clock: systemClock, log: heard };
    for (const service of [new Builder(keepers), new Verifier(keepers)]) {
      t.teardown(() => service.stop());
      await service.start();
    }
    await switched.promise;

    t.strictSame((await pool.query(`select version from log.events where type = 'CorpusCreated'`)).rows, [{ version: 1 }]);
    t.strictSame((await pool.query('select name from read.corpora')).rows, [{ name: `${name}, brought up` }]);
    t.strictSame((await pool.query(`select version, state from ops.generations where projection = 'corpora' and state = 'live'`)).rows, [
      { version: 2, state: 'live' },
    ]);
    t.strictSame(await differencesFromRebuild({ store, pool, projections: [newer] }), []);
  });
}
