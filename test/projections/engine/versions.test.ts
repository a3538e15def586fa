import { test } from 'tap';
import { caughtUp, engine, holdsTheWorld, shownRows, type Engine } from './engine.ts';
import { filled, happen, jarId, made } from './happenings.ts';
import type { Projection } from '../../../projections/engine/projection.ts';
import { jars, total, type JarEvent, type JarRow } from './jars.ts';

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

  const newer = await caughtUp(e.projector({ projections: [dozens, total], pageSize: 9 }));
  await e.heard(switched);
  await newer.readSide.waitFor(await happen(e.store, filled(20, 100)), 5000);

  t.match((await shownRows(dozens, e.pool)).get(jarId(20)), { marbles: 120, dozens: 10 });
  t.strictSame(await generations(e), [
    { generation: 1, version: 1, state: 'dropped' },
    { generation: 2, version: 2, state: 'live' },
  ]);
  t.strictSame(
    await relations(e),
    ['jars', 'jars_g2', 'total', 'total_g1'],
    'the old tables are gone, and the view of a rollup that is no more',
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
  t.match(
    newer.status().find(({ projection }) => projection === 'jars'),
    { generation: 2, state: 'building', position: 5n },
  );
  t.equal(newer.readSide.applied() >= later, false);
  t.ok(newer.readSide.applied() <= end);
  t.equal(await newer.readSide.waitFor(later, 5000), true);
  t.match((await shownRows(dozens, e.pool)).get(jarId(29)), { marbles: 30, dozens: 2 });
});

test('building goes on where it was when the program ends and starts again', async (t) => {
  const e = await engine(t);
  await happen(e.store, ...Array.from({ length: 30 }, (_, n) => [made(n), filled(n, n)]).flat());
  await (await caughtUp(e.projector())).stop();
  const first = e.projector({ projections: [dozens, total], pageSize: 5 });
  await first.start();
  await first.stop();

  const second = e.projector({ projections: [dozens, total], pageSize: 5 });
  await second.start();

  t.match(
    second.status().find(({ projection }) => projection === 'jars'),
    { generation: 2 },
  );
  t.ok(second.status().every(({ position }) => position > 5n));
  await e.heard(switched);
  t.match((await shownRows(dozens, e.pool)).get(jarId(24)), { dozens: 2 });
});

test('a table that changed is built anew even when nobody raised the version', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1), filled(1, 24));
  await (await caughtUp(e.projector())).stop();

  await e.projector({ projections: [{ ...dozens, version: 1 }, total] }).start();

  await e.heard(switched);

  t.match((await shownRows(dozens, e.pool)).get(jarId(1)), { dozens: 2 });
});

test('an older program that still runs loses its tables to the newer one and lets them be', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1), filled(1, 24));
  const older = await caughtUp(e.projector());

  const newer = await caughtUp(e.projector({ projections: [dozens, total] }));
  await e.heard(switched);
  const end = await happen(e.store, filled(1, 12));

  t.equal(await newer.readSide.waitFor(end, 5000), true);
  t.equal(await older.readSide.waitFor(end, 5000, ['total']), true);
  t.match((await shownRows(dozens, e.pool)).get(jarId(1)), { dozens: 3 });
  t.strictSame(
    older.status().map(({ projection }) => projection),
    ['total'],
  );
});

test('several programs of a newer version build and switch together', async (t) => {
  const e = await engine(t);
  await happen(e.store, ...Array.from({ length: 30 }, (_, n) => [made(n), filled(n, n)]).flat());
  await (await caughtUp(e.projector())).stop();

  const newer = { ...jars, version: 2 };
  await Promise.all([1, 2, 3].map(() => e.projector({ projections: [newer, total], pageSize: 7 }).start()));
  await e.heard(switched);

  t.strictSame(await generations(e), [
    { generation: 1, version: 1, state: 'dropped' },
    { generation: 2, version: 2, state: 'live' },
  ]);
  await holdsTheWorld(t, e);
});
