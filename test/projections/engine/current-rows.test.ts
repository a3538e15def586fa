import fc from 'fast-check';
import { test } from 'tap';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { CurrentRows } from '../../../projections/engine/current-rows.ts';
import { caughtUp, engine, type Engine } from './engine.ts';
import { broken, filled, happen, jarId, made, moved, shaken, histories, type Happening } from './happenings.ts';
import { jars, total, type JarRow } from './jars.ts';
import { worldAfter } from './reference.ts';

/** Tables that stand still from here on, and how often they are read. */
async function still(e: Engine, ...past: readonly Happening[]) {
  await happen(e.store, ...past);
  await (await caughtUp(e.projector())).stop();
  const count = { reads: 0 };
  const pool = e.database.pool();
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  pool.query = ((...args: unknown[]) => {
    count.reads++;
    return query(...args);
  }) as never;
  return { current: new CurrentRows({ pool, store: e.store }), count };
}

test('a row is as the log has it now, whatever the table shows', async (t) => {
  const e = await engine(t);
  const { current } = await still(e, made(1, 'top', 'Brass'), filled(1, 4));
  const position = await happen(e.store, filled(1, 3), made(2));

  t.match(await current.rows(jars, [jarId(2), jarId(9), jarId(1)]), [
    { id: jarId(2) },
    null,
    { label: 'Brass', marbles: 7, position: position - 1n },
  ]);
});

test('a row that was asked for before is not read again, and goes along with the log', async (t) => {
  const e = await engine(t);
  const { current, count } = await still(e, made(1), made(2));
  await current.rows(jars, [jarId(1), jarId(2)]);
  const before = count.reads;

  await happen(e.store, moved(1, 'low'), shaken(1, 2), broken(2));

  t.match(await current.row(jars, jarId(1)), { shelf: 'low', shaken: true });
  t.equal(count.reads, before);
  t.equal(await current.row(jars, jarId(2)), null);
});

test('given questions of one moment, the log is looked at once for all of them, and anew for the next', async (t) => {
  const e = await engine(t);
  const { current } = await still(e, made(1), filled(1, 2));
  await Promise.all([current.row(jars, jarId(1)), current.row(total, 'all')]);
  const readAll = t.capture(e.store, 'readAll', e.store.readAll.bind(e.store));

  t.match(await Promise.all([current.row(jars, jarId(1)), current.row(total, 'all')]), [{ marbles: 2 }, { marbles: 2 }]);
  t.equal(readAll().length, 1);

  const asked = current.row(jars, jarId(1));
  await happen(e.store, filled(1, 3));
  t.match([await asked, await current.row(total, 'all')], [{ id: jarId(1) }, { marbles: 5 }]);
});

test('what is not there is asked for again each time', async (t) => {
  const e = await engine(t);
  const { current } = await still(e, made(1));
  t.equal(await current.row(total, 'all'), null);
  await happen(e.store, filled(1, 2));
  t.match(await current.row(total, 'all'), { marbles: 2 });
});

test('what was forgotten is read anew', async (t) => {
  const e = await engine(t);
  const { current, count } = await still(e, made(1));
  await current.row(jars, jarId(1));
  const before = count.reads;
  current.forget();
  t.match(await current.row(jars, jarId(1)), { id: jarId(1) });
  t.ok(count.reads > before);
});

test('while tables of this version are being built, rows are as people are shown them', async (t) => {
  const e = await engine(t);
  const { current } = await still(e, made(1, 'top', 'Brass'));
  const newer: typeof jars = { ...jars, version: 2 };

  t.match(await current.row(newer, jarId(1)), { label: 'Brass' });
  await caughtUp(e.projector({ projections: [newer, total] }));
  await e.keepers({ projections: [newer, total] });
  await e.heard(/New tables of a read model are live/);
  t.match(await current.row(newer, jarId(1)), { label: 'Brass' });
  t.match(await current.row(jars, jarId(1)), { label: 'Brass' }, 'also for a program of the version before');
});

test('given any history, rows asked for at any time are what the log comes to', async (t) => {
  await t.resolves(
    fc.assert(
      fc.asyncProperty(histories, fc.infiniteStream(fc.boolean()), async (history, asks) => {
        const store = new MemoryEventStore();
        // Tables that are empty and stand at the beginning: all that is known comes from the log.
        const pool = { query: async () => ({ rows: [{ generation: 1, appliedTo: 0n, id: null }] }) } as never;
        const current = new CurrentRows({ pool, store });
        const keys = Array.from({ length: 8 }, (_, n) => jarId(n));
        for (const happening of history) {
          await happen(store, happening);
          if (!asks.next().value) continue;
          const log = (await store.readAll(0n, 1000)).events;
          const world = worldAfter(log as never).jars as ReadonlyMap<string, JarRow>;
          const rows = await current.rows(jars, keys);
          if (!rows.every((row, n) => JSON.stringify(plain(row)) === JSON.stringify(plain(world.get(keys[n]!) ?? null)))) return false;
        }
        return true;
      }),
      { numRuns: 60 },
    ),
  );
});

const plain = (row: JarRow | null) => row && { ...row, position: String(row.position) };
