import { test } from 'tap';
import { differencesFromRebuild } from '../../../projections/engine/compare.ts';
import { caughtUp, engine } from './engine.ts';
import { filled, happen, jarId, made } from './happenings.ts';
import { jars, total } from './jars.ts';

test('tables that are what the log says differ in nothing from a rebuild; nothing is left behind', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1), filled(1, 3));
  await caughtUp(projector());

  t.strictSame(await differencesFromRebuild({ store, pool, projections: [jars, total] }), []);

  t.match(await pool.query(`select from pg_class where relname like 'trial%'`), { rowCount: 0 });
});

test('a row that was altered, removed or added is named, in rollups too', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1, 'top'), filled(1, 3), made(2, 'top'), made(3, 'top'));
  await (await caughtUp(projector())).stop();
  await pool.query(`update read.jars_g1 set marbles = 4 where id = $1`, [jarId(1)]);
  await pool.query(`delete from read.jars_g1 where id = $1`, [jarId(2)]);
  await pool.query(`insert into read.jars_g1 (id, notes) values ($1, '{"a": 1}')`, [jarId(9)]);
  await pool.query(`update read.shelves_g1 set jars = 2`);

  const differences = await differencesFromRebuild({ store, pool, projections: [jars, total] });

  const byKey = (key: string) => differences.find((one) => one.key === key);
  t.equal(differences.length, 4);
  t.match(byKey(jarId(1)), { table: 'jars', live: { marbles: 4 }, rebuilt: { marbles: 3 } });
  t.match(byKey(jarId(2)), { table: 'jars', live: null, rebuilt: { shelf: 'top' } });
  t.match(byKey(jarId(9)), { table: 'jars', live: { notes: { a: 1 } }, rebuilt: null });
  t.match(byKey('top'), { table: 'shelves', live: { jars: 2 }, rebuilt: { jars: 3 } });
});

test('live tables are compared where they stand, while events come and projectors run', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1));
  await caughtUp(projector());

  const compared = Promise.all([1, 2, 3].map(() => differencesFromRebuild({ store, pool, projections: [jars, total] })));
  await happen(store, ...Array.from({ length: 30 }, () => filled(1, 1)));

  t.strictSame(await compared, [[], [], []]);
});

test('given a log of several pages, when live tables are compared with it, then how far it is, is told after each page', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1), ...Array.from({ length: 20 }, () => filled(1, 1)));
  await (await caughtUp(projector())).stop();
  const told: [bigint, bigint][] = [];
  const paged = { readAll: (after: bigint) => store.readAll(after, 7) };

  await differencesFromRebuild({ store: paged, pool, projections: [jars, total], onRead: (...far) => void told.push(far) });

  t.ok(told.length >= 2);
  const whole = told[0]![1];
  t.ok(
    told.every(([done, of], index) => of === whole && done > (told[index - 1]?.[0] ?? 0n)),
    'it only grows',
  );
  t.equal(told.at(-1)![0], whole);
  const broken = { store, pool, projections: [jars], onRead: () => stop() };
  await t.rejects(differencesFromRebuild(broken), /not any further/);
  t.match(await pool.query(`select from pg_class where relname like 'trial%'`), { rowCount: 0 });
});

function stop(): never {
  throw new Error('not any further');
}
