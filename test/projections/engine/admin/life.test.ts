import { test } from 'tap';
import type { EventStore } from '../../../../application/ports/event-store.ts';
import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { GenerationForbidden } from '../../../../projections/engine/lifecycle/carry-out.ts';
import { differencesFromRebuild } from '../../../../projections/engine/compare.ts';
import { caughtUp, engine, holdsTheWorld, shownRows, type Engine } from '../engine.ts';
import { filled, happen, jarId, made, moved, newEvent } from '../happenings.ts';
import { jars, total } from '../jars.ts';
import { operator } from './operator.ts';

const several = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => [made(from + n, 'top'), filled(from + n, n)]).flat();

async function running(e: Engine) {
  await happen(e.store, ...several(0, 20));
  const projector = await caughtUp(e.projector({ pageSize: 7 }));
  await e.keepers({ pageSize: 7 });
  return { projector, ...operator(e) };
}

test('a rebuild: beside the live one, caught up, verified, switched to, rolled back, dropped; and who did it is kept', async (t) => {
  const e = await engine(t);
  const { admin, becomes, compared, changes, projector } = await running(e);

  await admin.rebuild('jars', 'ada');
  await becomes('jars', 'caught_up');
  await happen(e.store, ...several(20, 25), moved(3, 'low'));
  t.match(await compared('jars'), {
    state: 'verified',
    verification: { equal: true, full: false, differences: [], tables: [{ name: 'jars' }, { name: 'shelves' }] },
  });
  t.match(await admin.switch('jars', 'ada', null), { number: 2, state: 'live' });
  await happen(e.store, ...several(25, 30));
  t.match(await admin.rollback('jars', 'bob', 'just in case'), { number: 1, state: 'live' });
  await projector.readSide.caughtUp();
  await holdsTheWorld(t, e);
  await admin.drop('jars', 2, 'bob');

  t.match(await admin.find('jars'), { live: { number: 1 }, building: null, retired: null });
  t.strictSame(await changes('jars'), [
    { generation: 1, before: null, state: 'live', actor: 'system', reason: null },
    { generation: 2, before: null, state: 'building', actor: 'ada', reason: null },
    { generation: 2, before: 'building', state: 'caught_up', actor: 'system', reason: null },
    { generation: 2, before: 'caught_up', state: 'verified', actor: 'system', reason: null },
    { generation: 1, before: 'live', state: 'retired', actor: 'ada', reason: null },
    { generation: 2, before: 'verified', state: 'live', actor: 'ada', reason: null },
    { generation: 2, before: 'live', state: 'retired', actor: 'bob', reason: 'just in case' },
    { generation: 1, before: 'retired', state: 'live', actor: 'bob', reason: 'just in case' },
    { generation: 2, before: 'retired', state: 'dropped', actor: 'bob', reason: null },
  ]);
  t.match(await e.pool.query(`select from pg_class where relname in ('jars_g2', 'shelves_g2')`), { rowCount: 0 });
  t.match(await e.pool.query(`select from ops.checkpoints where name like 'jars_g2%'`), { rowCount: 0 });
});

test('a rollback is at once and loses nothing: the retired generation has followed the log', async (t) => {
  const e = await engine(t);
  const { admin, becomes, projector } = await running(e);
  await admin.rebuild('jars', 'ada');
  await becomes('jars', 'caught_up');
  await admin.switch('jars', 'ada', { reason: 'no time to verify' });
  await projector.readSide.waitFor(await happen(e.store, filled(3, 100), made(90, 'low')), 5000);
  await projector.stop();

  await admin.rollback('jars', 'ada', 'wrong colour');

  await holdsTheWorld(t, e);
  t.match((await shownRows(jars, e.pool)).get(jarId(3)), { marbles: 103 });
});

test('a difference names the rows and forbids the switch, but by force and with a reason, which is kept', async (t) => {
  const e = await engine(t);
  const { admin, becomes, compared, changes } = await running(e);
  await e.pool.query('update read.jars_g1 set marbles = 1000 where id = $1', [jarId(7)]);
  await admin.rebuild('jars', 'ada');
  await becomes('jars', 'caught_up');

  t.match(await compared('jars'), {
    state: 'caught_up',
    verification: {
      equal: false,
      differences: [{ table: 'jars', key: jarId(7), live: { marbles: 1000 }, rebuilt: { marbles: 7 } }],
    },
  });
  await t.rejects(admin.switch('jars', 'ada', null), GenerationForbidden);
  await t.rejects(admin.switch('jars', 'ada', { reason: '' }), /needs a reason/);
  await admin.switch('jars', 'ada', { reason: 'the live row is wrong' });

  t.match((await shownRows(jars, e.pool)).get(jarId(7)), { marbles: 7 });
  t.match((await changes('jars')).at(-1), { generation: 2, state: 'live', actor: 'ada', reason: 'the live row is wrong' });
});

test('a full comparison looks at every row; up to a hundred of each table are listed', async (t) => {
  const e = await engine(t);
  await happen(e.store, ...Array.from({ length: 130 }, (_, n) => made(n)));
  await caughtUp(e.projector());
  await e.keepers();
  const { admin, becomes, compared } = operator(e);
  await admin.rebuild('jars', 'ada');
  await becomes('jars', 'caught_up');
  t.match(await compared('jars', true), { state: 'verified', verification: { equal: true, full: true } });

  await e.pool.query('update read.jars_g2 set marbles = 1');

  const { state, verification } = await compared('jars', true);
  t.equal(state, 'caught_up', 'no longer verified');
  t.equal(verification?.differences.filter(({ table }) => table === 'jars').length, 100);
});

test('a rebuild that is paused stands still, goes on where it was, and is given up without a trace', async (t) => {
  const e = await engine(t);
  const { admin, becomes, changes } = await running(e);
  const first = await admin.rebuild('jars', 'ada', 1);
  t.match(first, { state: 'building', maxRate: 1 });

  t.match(await admin.pause('jars', 'ada'), { state: 'paused', number: 2 });
  const paused = await becomes('jars', 'paused');
  await happen(e.store, filled(1, 1));
  t.equal((await becomes('jars', 'paused')).position, paused.position);
  await t.rejects(admin.rebuild('jars', 'ada'), /Generation 2 is paused already/);
  await t.rejects(admin.switch('jars', 'ada', { reason: 'x' }), /must be caught up/);
  await admin.resume('jars', 'bob', null);
  await becomes('jars', 'caught_up');
  await admin.drop('jars', 2, 'bob');
  await admin.rebuild('jars', 'ada', 1);
  await admin.cancel('jars', 'ada');

  t.equal((await admin.find('jars')).building, null);
  t.match((await changes('jars')).at(-1), { generation: 3, before: 'building', state: 'cancelled', actor: 'ada' });
  t.match(await e.pool.query(`select from pg_class where relname like 'jars_g3%'`), { rowCount: 0 });
  await holdsTheWorld(t, e);
});

test('given a rebuild that is about to read its rows, when it is given up, then nobody is told of a failure', async (t) => {
  const e = await engine(t);
  await happen(e.store, ...several(0, 20));
  await caughtUp(e.projector());
  const { admin, becomes } = operator(e);
  const [reading, cancelled] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const late = counting(e.store, async (after) => {
    if (after === 0n) return;
    reading.resolve();
    await cancelled.promise;
  });
  await e.keepers({ pageSize: 7, store: late.store });

  await admin.rebuild('jars', 'ada');
  await reading.promise;
  await admin.cancel('jars', 'ada');
  cancelled.resolve();
  await admin.rebuild('jars', 'ada');
  await Promise.race([becomes('jars', 'caught_up'), e.heard(/Paused|cannot be built/)]);

  t.strictSame(
    e.said.filter(({ level }) => level !== 'info'),
    [],
  );
});

test('an event that the fold cannot take pauses the rebuild, and says why; the live one is not concerned', async (t) => {
  const e = await engine(t);
  await happen(e.store, ...several(0, 5));
  await caughtUp(e.projector());
  const broken: typeof jars = { ...jars, fold: (row, recorded, key) => (recorded.position > 6n ? fail() : jars.fold(row, recorded, key)) };
  await e.keepers({ projections: [broken, total] });
  const { admin, becomes } = operator(e);

  await admin.rebuild('jars', 'ada');
  await admin.rebuild('total', 'ada');

  t.match(await becomes('jars', 'paused'), {
    changed: { actor: 'system', reason: /jars cannot take JarMade at position 7: not that one/ },
  });
  await becomes('total', 'caught_up');
  await holdsTheWorld(t, e);
});

test('a command decides, a rebuild begins and ends while its append is under way, the append lands: the new generation has it', async (t) => {
  const e = await engine(t);
  const { projector, admin, becomes, compared } = await running(e);
  const stream = `jar-${jarId(5)}`;
  const decidedFrom = (await e.store.readStream(stream)).length - 1;
  const gate = await e.pool.connect();
  await gate.query('begin; lock table log.events in share mode'); // the log can be read; what is appended waits
  const landing = e.store.append(stream, decidedFrom, [newEvent(filled(5, 50).event)]);
  let landed = false;
  void landing.finally(() => (landed = true));

  await admin.rebuild('jars', 'ada');
  await becomes('jars', 'caught_up');
  t.match(await compared('jars'), { state: 'verified' });
  t.match(await admin.switch('jars', 'ada', null), { number: 2, state: 'live' });
  t.equal(landed, false, 'the rebuild has come to its end first');
  await gate.query('commit');
  gate.release();

  t.equal(await projector.readSide.waitFor((await landing).position, 5000), true);
  t.match((await shownRows(jars, e.pool)).get(jarId(5)), { marbles: 55 });
  await holdsTheWorld(t, e);
  t.strictSame(await differencesFromRebuild({ ...e, projections: [jars, total] }), []);
});

test('appends that go on while a rebuild begins, is switched to and rolled back: nothing is missing in either', async (t) => {
  const e = await engine(t);
  const { projector, admin, becomes } = await running(e);
  let over = false;
  const writing = (async () => {
    for (let n = 100; !over; n++) await happen(e.store, made(n, 'top'), filled(n, 1), moved(n, 'low'));
  })();

  await admin.rebuild('jars', 'ada');
  await becomes('jars', 'caught_up');
  await admin.switch('jars', 'ada', { reason: 'while it is written to' });
  await admin.rollback('jars', 'ada', 'and back');
  await admin.rollback('jars', 'ada', 'and again');
  over = true;
  await writing;

  await projector.readSide.caughtUp();
  await holdsTheWorld(t, e);
  t.strictSame(await differencesFromRebuild({ ...e, projections: [jars, total] }), []);
});

test('how far a projection is behind, in events and in seconds, and that it does not move', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1));
  await (await caughtUp(e.projector())).stop();
  t.match(await operator(e).admin.find('jars'), { eventsBehind: 0, secondsBehind: 0, stuck: false });
  await happen(e.store, filled(1, 1), filled(1, 1));

  const { admin } = operator(e);
  t.match(await admin.find('jars'), { eventsBehind: 2, live: { progress: 1 / 3 }, stuck: false });
  const now = systemClock.now().getTime();
  await e.pool.query(`update ops.checkpoints set updated = $1`, [new Date(now - 61_000)]);
  t.match(await admin.find('jars'), { stuck: true, secondsBehind: Number });
});

test('a store that is read once serves every generation that is being built', async (t) => {
  const e = await engine(t);
  await happen(e.store, ...several(0, 30));
  await (await caughtUp(e.projector())).stop();
  const { admin, becomes } = operator(e);
  await admin.rebuild('jars', 'ada');
  await admin.rebuild('total', 'ada');
  const counted = counting(e.store);

  await e.keepers({ store: counted.store, pageSize: 10 });
  await Promise.all([becomes('jars', 'caught_up'), becomes('total', 'caught_up')]);

  t.equal(counted.reads.filter((after) => after === 0n).length, 1, 'the log is read from its beginning once');
  t.equal(new Set(counted.reads).size, counted.reads.length - 1, 'and each page once, but for the last look at its end');
});

function counting(store: EventStore, before: (after: bigint) => Promise<void> = async () => undefined) {
  const reads: bigint[] = [];
  return {
    reads,
    store: {
      ...store,
      head: () => store.head(),
      onWake: () => () => undefined,
      append: () => Promise.reject(new Error('nothing is appended here')),
      readStream: (stream: string) => store.readStream(stream),
      async readAll(after: bigint, limit: number) {
        reads.push(after);
        await before(after);
        return store.readAll(after, limit);
      },
    } satisfies EventStore,
  };
}

function fail(): never {
  throw new Error('not that one');
}
