import { test } from 'tap';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { differencesFromRebuild } from '../../../projections/engine/compare.ts';
import { caughtUp, engine, holdsTheWorld, shownRows } from './engine.ts';
import { filled, happen, made, moved, shaken } from './happenings.ts';
import { jars, total } from './jars.ts';

test('two projectors on one database, under way while events come: each event has its effect once', async (t) => {
  const { store, pool, projector } = await engine(t);
  const [one, other] = await Promise.all([caughtUp(projector({ pageSize: 3 })), caughtUp(projector({ pageSize: 5 }))]);
  const writer = async (first: number): Promise<void> => {
    for (let n = first; n < first + 40; n++)
      await happen(store, made(n, 'top'), filled(n, 1), shaken(n, n - 1), moved(n, 'low'), filled(n, 2));
  };

  await Promise.all([writer(0), writer(100)]);
  const end = await store.head();

  t.equal(await one.readSide.waitFor(end, 5000), true);
  t.equal(await other.readSide.waitFor(end, 5000), true);
  t.strictSame([...(await shownRows(total, pool)).values()], [{ id: 'all', marbles: 240 }]);
  await holdsTheWorld(t, { store, pool });
  t.strictSame(await differencesFromRebuild({ store, pool, projections: [jars, total] }), []);
});

test('a projector that another one overtook goes on from where that one is', async (t) => {
  const { store, pool, projector } = await engine(t);
  const asleep = await caughtUp(projector({ store: unheard(store) }));
  const awake = await caughtUp(projector());
  const end = await happen(store, made(1), filled(1, 3));
  await awake.readSide.waitFor(end, 5000);
  await awake.stop();

  const later = await happen(store, filled(1, 4));

  t.equal(await asleep.readSide.waitFor(later, 5000), true);
  t.match([...(await shownRows(total, pool)).values()], [{ marbles: 7 }]);
});

/** The same log, to somebody who never hears of appends. */
function unheard(store: EventStore): EventStore {
  return {
    append: (...args) => store.append(...args),
    readStream: (...args) => store.readStream(...args),
    readAll: (...args) => store.readAll(...args),
    head: () => store.head(),
    onWake: () => () => undefined,
  };
}
