import { test } from 'tap';
import { caughtUp, engine, holdsTheWorld, shownRows, type Engine } from './engine.ts';
import { filled, happen, jarId, made } from './happenings.ts';
import { operator } from './admin/operator.ts';
import { differencesFromRebuild } from '../../../projections/engine/compare.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { Builder } from '../../../projections/engine/build/builder.ts';
import type { Projection } from '../../../projections/engine/projection.ts';
import { jars, shelves, total, type JarEvent, type JarRow } from './jars.ts';
import { eventually } from '../../support/eventually.ts';
import { quiet } from '../../support/quiet.ts';

const switched = /New tables of a read model are live/;

/** The next version of the program: counts in dozens, under another column, without shelves. */
const dozens: Projection<JarRow & { readonly dozens: number }, JarEvent> = {
  ...jars,
  version: 2,
  table: { key: 'id', columns: { ...jars.table.columns, dozens: 'int' }, indexes: ['(dozens)'] },
  fold: (row, recorded, key) => {
    const next = jars.fold(row, recorded, key);
    return next && { ...next, dozens: Math.floor(next.marbles / 12) };
  },
  rollups: [],
};

const generations = async ({ pool }: Engine) =>
  (await pool.query(`select generation, version, state from ops.generations where projection = 'jars' order by generation`)).rows;
/** Resolves once a generation stands there. */
async function becomes({ pool }: Engine, checkpoint: string, position: bigint): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ position: bigint }>('select position from ops.checkpoints where name = $1', [checkpoint]);
    if (rows[0]?.position === position) return;
  }
}
const relations = async ({ pool }: Engine) =>
  (
    await pool.query<{ name: string }>(
      `select relname::text as name from pg_class where relnamespace = 'read'::regnamespace and relkind in ('r', 'v') order by 1`,
    )
  ).rows.map(({ name }) => name);

test('a program with a newer version builds its tables from the log and puts them in the place of the old ones', async (t) => {
  const e = await engine(t);
  await happen(e.store, ...Array.from({ length: 30 }, (_, n) => [made(n), filled(n, n)]).flat());
  await (await caughtUp(e.projector())).stop();

  const newer = e.projector({ projections: [dozens, total], pageSize: 9 });
  await newer.start();
  await e.keepers({ projections: [dozens, total], pageSize: 7 });
  await e.heard(switched);
  await newer.readSide.waitFor(await happen(e.store, filled(20, 100)), 5000);

  t.match((await shownRows(dozens, e.pool)).get(jarId(20)), { marbles: 120, dozens: 10 });
  t.strictSame(await generations(e), [
    { generation: 1, version: 1, state: 'retired' },
    { generation: 2, version: 2, state: 'live' },
  ]);
  t.strictSame(
    await relations(e),
    ['jars', 'jars_g1', 'jars_g2', 'shelves_g1', 'total', 'total_g1'],
    'the old tables are kept, and the view of a rollup that is no more is gone',
  );
});

test('until they are built, the old tables are shown as they were, and count as behind', async (t) => {
  const e = await engine(t);
  await happen(e.store, ...Array.from({ length: 30 }, (_, n) => [made(n), filled(n, n)]).flat());
  const older = await caughtUp(e.projector());
  const end = older.readSide.applied();
  await older.stop();
  const later = await happen(e.store, filled(29, 1));

  const newer = e.projector({ projections: [dozens, total], pageSize: 5 });
  await newer.start();

  t.match((await shownRows(jars, e.pool)).get(jarId(29)), { marbles: 29 });
  t.match((await generations(e))[1], { generation: 2, state: 'building' });
  t.equal(newer.readSide.applied() >= later, false);
  t.ok(newer.readSide.applied() <= end);
  await e.keepers({ projections: [dozens, total] });
  t.equal(await newer.readSide.waitFor(later, 10_000), true);
  t.match((await shownRows(dozens, e.pool)).get(jarId(29)), { marbles: 30, dozens: 2 });
});

test('queries for new columns and new tables find nothing in the old ones, and do not fail', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1), filled(1, 24));
  await (await caughtUp(e.projector())).stop();
  const boxes = { ...shelves, name: 'boxes' };
  const newer = { ...dozens, rollups: [boxes] };

  await e.projector({ projections: [newer, total] }).start();

  t.strictSame((await e.pool.query('select marbles, dozens from read.jars')).rows, [{ marbles: 24, dozens: null }]);
  t.strictSame((await e.pool.query('select shelf, jars from read.boxes')).rows, []);
  t.strictSame(
    (await e.pool.query('select shelf, jars from read.shelves')).rows,
    [{ shelf: 'top', jars: 1 }],
    'for programs of the old version',
  );
  await e.keepers({ projections: [newer, total] });
  await e.heard(switched);
  t.strictSame((await e.pool.query('select marbles, dozens from read.jars')).rows, [{ marbles: 24, dozens: 2 }]);
  t.strictSame((await e.pool.query('select shelf, jars from read.boxes')).rows, [{ shelf: 'top', jars: 1 }]);
});

test('a table that changed is built anew even when nobody raised the version', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1), filled(1, 24));
  await (await caughtUp(e.projector())).stop();

  const projections = [{ ...dozens, version: 1 }, total];
  await e.projector({ projections }).start();
  await e.keepers({ projections });

  await e.heard(switched);

  t.match((await shownRows(dozens, e.pool)).get(jarId(1)), { dozens: 2 });
});

test('an older program that still runs goes on with its tables, and shows those of the newer one', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1), filled(1, 24));
  const older = await caughtUp(e.projector());

  const newer = e.projector({ projections: [dozens, total] });
  await newer.start();
  await e.keepers({ projections: [dozens, total] });
  await e.heard(switched);
  const end = await happen(e.store, filled(1, 12));

  t.equal(await newer.readSide.waitFor(end, 5000), true);
  t.equal(await older.readSide.waitFor(end, 5000), true);
  t.match((await shownRows(dozens, e.pool)).get(jarId(1)), { dozens: 3 });
  await becomes(e, 'jars_g1', end);
  await eventually('the older one knows that both are there', () => older.status().every(({ position }) => position >= end));
  t.match(
    older.status().toSorted((one, other) => one.projection.localeCompare(other.projection)),
    [
      { projection: 'jars', generation: 1, stopped: null },
      { projection: 'total', generation: 1, stopped: null },
    ],
  );
});

test('given a newer program that was taken back, the older one goes on with its tables from where they stand, and nothing is missing', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1), filled(1, 24), made(2));
  await (await caughtUp(e.projector())).stop();
  const newer = e.projector({ projections: [dozens, total] });
  await newer.start();
  const keepers = await e.keepers({ projections: [dozens, total] });
  await e.heard(switched);
  const end = await happen(e.store, filled(2, 12), made(3), filled(3, 7));
  await newer.readSide.waitFor(end, 5000);
  await newer.stop();
  await keepers.builder.stop();
  await keepers.verifier.stop();

  const older = e.projector();
  await older.start();
  await e.keepers();
  await e.heard(switched, 2);

  t.equal(await older.readSide.waitFor(end, 5000), true);
  t.strictSame(await generations(e), [
    { generation: 1, version: 1, state: 'live' },
    { generation: 2, version: 2, state: 'retired' },
  ]);
  await holdsTheWorld(t, e);
});

test('new tables that lack an event of the log are not switched to, and that is told', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1), filled(1, 24));
  await (await caughtUp(e.projector())).stop();
  const lacking: typeof e.store = {
    append: (...args) => e.store.append(...args),
    readStream: (...args) => e.store.readStream(...args),
    head: () => e.store.head(),
    onWake: (listener) => e.store.onWake(listener),
    async readAll(after, limit) {
      const page = await e.store.readAll(after, limit);
      return { ...page, events: page.events.filter(({ type }) => type !== 'MarblesAdded') };
    },
  };
  const projections = [dozens, total];
  await e.projector({ projections, store: lacking }).start();
  const builder = new Builder({ projections, store: lacking, pool: e.pool, clock: systemClock, log: quiet });
  t.teardown(() => builder.stop());
  await builder.start();
  while ((await generations(e))[1].state !== 'caught_up');
  await builder.stop();

  await e.keepers({ projections });
  await e.heard(/lack events of the log/);

  t.strictSame(await generations(e), [
    { generation: 1, version: 1, state: 'live' },
    { generation: 2, version: 2, state: 'caught_up' },
  ]);
  t.match((await shownRows(jars, e.pool)).get(jarId(1)), { marbles: 24 });
  const { admin } = operator(e, projections);
  await t.rejects(admin.verify('jars', false), /live generation 1 is of another version .* start one, and see "projections status"/);
  t.match(await admin.find('jars'), { building: { verifying: false } }, 'nobody is asked for what cannot be done');
  await t.rejects(differencesFromRebuild({ ...e, projections }), /jars: the live tables are of another version/);
});

test('given tables that an older program has built, when a newer one is to compare them, then it says who can, and what else to do', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1));
  await caughtUp(e.projector());
  const { admin, becomes } = operator(e);
  await admin.rebuild('jars', 'ada');
  await e.keepers();
  await becomes('jars', 'caught_up');

  const newer = operator(e, [dozens, total]).admin;
  await t.rejects(newer.verify('jars', true), /Generation 2 is of another version .*drop it \("projections drop jars --generation 2"\)/);
  t.match(await admin.find('jars'), { building: { verifying: false } });
});

test('several programs of a newer version build and switch together', async (t) => {
  const e = await engine(t);
  await happen(e.store, ...Array.from({ length: 30 }, (_, n) => [made(n), filled(n, n)]).flat());
  await (await caughtUp(e.projector())).stop();

  const newer = { ...jars, version: 2 };
  const projections = [newer, total];
  await Promise.all([1, 2, 3].map(() => e.projector({ projections, pageSize: 7 }).start()));
  await Promise.all([1, 2, 3].map(() => e.keepers({ projections, pageSize: 7 })));
  await e.heard(switched);

  t.strictSame(await generations(e), [
    { generation: 1, version: 1, state: 'retired' },
    { generation: 2, version: 2, state: 'live' },
  ]);
  await holdsTheWorld(t, e);
});
