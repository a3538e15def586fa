import { readFileSync } from 'node:fs';
import { test } from 'tap';
import { UpcastingEventStore } from '../../application/log/upcasting-event-store.ts';
import type { CorpusEvent } from '../../domain/corpus/events.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { corpora } from '../../projections/corpora/fold.ts';
import { Builder } from '../../projections/engine/build/builder.ts';
import { differencesFromRebuild } from '../../projections/engine/compare.ts';
import { Verifier } from '../../projections/engine/verify/verifier.ts';
import { allProjections } from '../../projections/index.ts';
import { missingFrom } from '../released-logs/event-types.ts';
import { figuresOf, keptFigures } from '../released-logs/figures.ts';
import { linesOf, recordedLogs, today, written } from '../released-logs/written.ts';
import { quiet } from '../support/quiet.ts';

const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
/** The newest first. */
const versions = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version]) => version!);
const newest = `${versions[0]}-all-kinds.jsonl`;

/** Events that the rules know and that nothing can cause yet, each with the reason. */
const neverWritten: Readonly<Record<string, string>> = {
  'activityqueue ActivityQueueFailed': 'a step that cannot list the elements ends in error itself, and says so there',
  'corpus ElementTypeRemoved': 'no operation removes a type',
  'farm FarmRenamed': 'no operation renames a farm',
  'worker WorkerArchived': 'no operation archives a worker',
  'worker WorkerUnarchived': 'no operation archives a worker',
  'worker WorkerUpdated': 'no operation changes a worker',
  'workerversion WorkerVersionBuilding': 'versions are published ready to run: nothing builds them',
  'workerversion WorkerVersionFailed': 'versions are published ready to run: nothing builds them',
};

/** A project whose name was changed later, so that nobody sees its first one any more. */
const renamed = 'Parish registers';

test('the logs of every version in the changelog are kept: of a demonstration, and of all kinds of events', (t) => {
  t.ok(versions.length > 0);
  const wanted = versions.flatMap((version) => [`${version}.jsonl`, `${version}-all-kinds.jsonl`]);
  t.strictSame(recordedLogs.toSorted(), wanted.toSorted());
  t.end();
});

test('the newest log holds every type of event that its program can be made to write', (t) => {
  t.strictSame(missingFrom(linesOf(newest)), Object.keys(neverWritten).toSorted());
  t.end();
});

for (const file of recordedLogs) {
  test(`the log ${file}, as it was written then, rebuilds by the program of today to the rows that are kept of it`, async (t) => {
    const { pool, rebuilt } = await written(t, file);
    const { store, projector } = await rebuilt();

    t.ok(projector.status().every(({ stopped }) => stopped === null));
    t.strictSame(await figuresOf(pool), keptFigures(file), 'where this was changed on purpose: node test/released-logs/keep-figures.ts');
    t.strictSame(await differencesFromRebuild({ store, pool, projections: allProjections }), []);
  });
}

// No event type has a second version yet: the program of tomorrow is one that gives a project's first event its second one.
test('the newest log rebuilds by a program that knows its events in a newer version', async (t) => {
  const { pool, log, following } = await written(t, newest);
  const older = await following(new UpcastingEventStore(log, today), [corpora]);
  t.equal(await older.readSide.waitFor(await log.head(), 20_000), true);
  await older.stop();
  const names = async () => (await pool.query<{ name: string }>('select name from read.corpora order by id')).rows.map(({ name }) => name);
  const before = await names();
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

  t.strictSame((await pool.query(`select distinct version from log.events where type = 'CorpusCreated'`)).rows, [{ version: 1 }]);
  t.ok(before.includes(renamed));
  t.strictSame(
    await names(),
    before.map((name) => (name === renamed ? name : `${name}, brought up`)),
  );
  t.strictSame((await pool.query(`select version, state from ops.generations where projection = 'corpora' and state = 'live'`)).rows, [
    { version: 2, state: 'live' },
  ]);
  t.strictSame(await differencesFromRebuild({ store, pool, projections: [newer] }), []);
});
