import { test } from 'tap';
import { holesCheck } from '../../../../application/health/holes.ts';
import type { EventStore } from '../../../../application/ports/event-store.ts';
import { HoleDetector } from '../../../../projections/engine/holes/hole-detector.ts';
import { holesSeen } from '../../../../projections/engine/holes/holes-seen.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { quiet } from '../../../support/quiet.ts';
import { SteppingClock } from '../../../support/stepping-clock.ts';
import { caughtUp, engine, type Engine } from '../engine.ts';
import { filled, happen, jarId, made } from '../happenings.ts';
import { jars, total } from '../jars.ts';

const detectorOf = ({ store, pool }: Engine, over: object = {}) =>
  new HoleDetector({ store, pool, projections: [jars, total], clock: new SteppingClock(), log: quiet, ...over });
const never = new AbortController().signal;

/** A store that hides an event until it is told, as one would that commits out of order. */
function hiding(store: EventStore, hidden: (marbles: unknown) => boolean): EventStore {
  return {
    append: (...args) => store.append(...args),
    readStream: (...args) => store.readStream(...args),
    head: () => store.head(),
    onWake: (listener) => store.onWake(listener),
    async readAll(after, limit) {
      const page = await store.readAll(after, limit);
      return { ...page, events: page.events.filter(({ data }) => !hidden(data)) };
    },
  };
}

test('read models that hold what the log holds have no holes, however often one looks', async (t) => {
  const e = await engine(t);
  const running = await caughtUp(e.projector({ pageSize: 2 }));
  const detector = detectorOf(e);
  for (let n = 0; n < 3; n++) {
    await happen(e.store, made(n), filled(n, 1), filled(n, 2));
    await running.readSide.caughtUp();
    await detector.look(never);
    t.strictSame(await holesSeen(e.pool), []);
  }
  t.match((await e.pool.query('select position from ops.log_census')).rows, [{ position: 9n }]);
});

test('an event that was never applied is told by type, and with its stream; once it is mended, it is told no more', async (t) => {
  const e = await engine(t);
  const store = hiding(e.store, (data) => (data as { marbles?: number }).marbles === 13);
  await happen(e.store, made(1), filled(1, 5), made(2), filled(2, 13), filled(2, 6));
  const running = await caughtUp(e.projector({ store }));

  await detectorOf(e).look(never);

  t.match(await holesSeen(e.pool), [
    { projection: 'jars', generation: 1, type: 'MarblesAdded', missing: 1, stream: `jar-${jarId(2)}`, position: 4n },
    { projection: 'total', generation: 1, type: 'MarblesAdded', missing: 1 },
  ]);
  const health = holesCheck({ holes: () => holesSeen(e.pool) });
  t.match(await health.look(), [
    { grade: 'problem', says: /Generation 1 of jars lacks 1 of MarblesAdded/, remedy: /projections rebuild jars/ },
    { grade: 'problem', says: /total/ },
  ]);
  await running.stop();
  await e.pool.query(`update ops.generations set version = 0`);
  const { keepers, projector } = e;
  await caughtUp(projector()).catch(() => undefined);
  await keepers();
  await e.heard(/New tables of a read model are live/, 2);
  await detectorOf(e).look(never);
  t.strictSame(await holesSeen(e.pool), []);
  t.match(await health.look(), { grade: 'ok' });
});

test('several missing events are counted, and an event that took the place of another is noticed', async (t) => {
  const e = await engine(t);
  await happen(e.store, made(1), filled(1, 1), filled(1, 2), filled(1, 3));
  await (await caughtUp(e.projector({ store: hiding(e.store, (data) => Number((data as { marbles?: number }).marbles) < 3) }))).stop();
  await e.pool.query(`update ops.checkpoints set applied = '{"MarblesAdded": [3, 1]}' where name = 'total_g1'`);

  await detectorOf(e).look(never);

  t.match(await holesSeen(e.pool), [
    { projection: 'jars', type: 'MarblesAdded', missing: 2, stream: null },
    { projection: 'total', type: 'MarblesAdded', missing: 0, stream: null },
  ]);
});

test('it looks every hour', async (t) => {
  const e = await engine(t);
  const clock = new ManualClock();
  await happen(e.store, made(1));
  await caughtUp(e.projector());
  const detector = detectorOf(e, { clock });
  t.teardown(() => detector.stop());
  await detector.start();
  await clock.asleep(3_600_000);
  clock.advance(3_600_000);
  await clock.asleep(5_000);
  clock.advance(5_000);
  await clock.asleep(3_600_000);
  t.match((await e.pool.query('select position from ops.log_census')).rows, [{ position: 1n }]);
});
