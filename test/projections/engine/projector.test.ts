import fc from 'fast-check';
import { test } from 'tap';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { differencesFromRebuild } from '../../../projections/engine/compare.ts';
import { freshGeneration, rebuildInto } from '../../../projections/engine/rebuild.ts';
import { tablesOf } from '../../../projections/engine/generation.ts';
import { caughtUp, engine, holdsTheWorld, shownRows } from './engine.ts';
import { broken, filled, happen, histories, jarId, made, moved, newEvent, shaken } from './happenings.ts';
import { jars, shelves, total } from './jars.ts';

test('what is appended shows in the tables and their rollups', async (t) => {
  const { store, pool, projector } = await engine(t);
  const { readSide } = await caughtUp(projector());

  const position = await happen(store, made(1, 'top', 'Brass'), filled(1, 5), made(2, 'top'), filled(2, 2), moved(2, 'low'), shaken(1, 2));

  t.equal(await readSide.waitFor(position, 5000), true);
  t.equal(readSide.applied(), position);
  t.match(
    await shownRows(jars, pool),
    new Map([[jarId(1), { label: 'Brass', marbles: 5, weight: 7.5, shaken: true, position, revision: 1 }]]),
  );
  t.strictSame(
    [...(await shownRows(shelves, pool)).values()],
    [
      { shelf: 'low', jars: 1, marbles: 2 },
      { shelf: 'top', jars: 1, marbles: 5 },
    ],
  );
  t.match([...(await shownRows(total, pool)).values()], [{ marbles: 7 }]);
});

test('a projector goes on where one before it ended', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1), filled(1, 1));
  await (await caughtUp(projector())).stop();
  await happen(store, filled(1, 2), made(2), broken(1));

  await caughtUp(projector());

  await holdsTheWorld(t, { store, pool });
  t.match([...(await shownRows(total, pool)).values()], [{ marbles: 3 }]);
});

test('the checkpoint is the position scanned, of events that nobody takes too; an idle log writes nothing', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1));
  const { position } = await store.append('window-1', 'no_stream', [{ ...newEvent(made(1).event), type: 'WindowOpened', data: {} }]);
  const running = await caughtUp(projector());
  const checkpoints = async () => (await pool.query('select name, position, xmin::text from ops.checkpoints order by name')).rows;
  const before = await checkpoints();
  t.match(before, [
    { name: 'jars_g1', position },
    { name: 'total_g1', position },
  ]);

  await running.stop();
  await caughtUp(projector());

  t.strictSame(await checkpoints(), before);
});

test("the store's own entries behind the last event are passed, too: whoever waits for the head of the log is not kept waiting", async (t) => {
  const { store, pool, projector } = await engine(t);
  const position = await happen(store, made(1));
  const head = position + 300n;
  const ending: EventStore = {
    append: (...append) => store.append(...append),
    readStream: (...read) => store.readStream(...read),
    async readAll(after, limit) {
      const page = await store.readAll(after, limit);
      return page.caughtUp ? { ...page, position: head } : page;
    },
    head: async () => head,
    onWake: (listener) => store.onWake(listener),
  };

  const { readSide } = await caughtUp(projector({ store: ending }));

  t.equal(readSide.applied(), head);
  const { rows } = await pool.query('select distinct position from ops.checkpoints');
  t.strictSame(rows, [{ position: head }], 'and other programs see it');
});

test('many projections share one transaction per page', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1), filled(1, 1));

  await caughtUp(projector());

  const { rows } = await pool.query(
    'select distinct xmin::text from (select xmin from read.jars_g1 union all select xmin from read.shelves_g1 union all select xmin from read.total_g1 union all select xmin from ops.checkpoints) written',
  );
  t.equal(rows.length, 1);
});

test('a bulk event heavier than a transaction should be is one transaction of its own, and the rest is cut around it', async (t) => {
  const { store, pool, projector } = await engine(t);
  const many = Array.from({ length: 6000 }, (_, n) => n);
  await happen(store, made(1), made(2), filled(1, 1), shaken(...many), filled(2, 1), made(3));

  await caughtUp(projector());

  const { rows } = await pool.query<{ written: string }>('select xmin::text as written from read.jars_g1 order by position');
  t.equal(new Set(rows.map(({ written }) => written)).size, 2, 'shaken; then the rest');
  await holdsTheWorld(t, { store, pool });
});

test('a projection that is new catches up beside the others and joins them', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, ...Array.from({ length: 40 }, (_, n) => [made(n), filled(n, n)]).flat());
  await (await caughtUp(projector({ projections: [jars] }))).stop();
  await happen(store, filled(3, 100));

  const running = await caughtUp(projector({ pageSize: 7 }));

  const [first, ...others] = running.status();
  t.match(first, { state: 'live', generation: 1, stopped: null });
  t.ok(others.every(({ position }) => position === first?.position));
  t.match([...(await shownRows(total, pool)).values()], [{ marbles: (39 * 40) / 2 + 100 }]);
  await holdsTheWorld(t, { store, pool });
});

test('pages of any size come to the same tables, live or rebuilt', async (t) => {
  await fc.assert(
    fc.asyncProperty(histories, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), async (history, size, other) => {
      await t.test('a history', async (t) => {
        const { store, pool, projector } = await engine(t);
        await happen(store, ...history.slice(0, history.length / 2));
        const running = await caughtUp(projector({ pageSize: size }));
        await happen(store, ...history.slice(history.length / 2));
        await running.readSide.caughtUp();
        await holdsTheWorld(t, { store, pool });
        t.strictSame(await differencesFromRebuild({ store, pool, projections: [jars, total] }), []);
        const fresh = await freshGeneration(pool, jars);
        await rebuildInto([fresh], { store, pool, clock: systemClock, pageSize: other });
        for (const { name, relation } of tablesOf(fresh)) {
          const { rows } = await pool.query(
            `(table read.${name} except table ${relation}) union all (table ${relation} except table read.${name})`,
          );
          t.strictSame(rows, []);
        }
      });
    }),
    { numRuns: 5 },
  );
});
