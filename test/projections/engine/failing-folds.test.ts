import { test } from 'tap';
import type { Projection } from '../../../projections/engine/projection.ts';
import { caughtUp, engine, holdsTheWorld, shownRows } from './engine.ts';
import { filled, happen, jarId, made } from './happenings.ts';
import { jars, total, type JarEvent, type JarRow } from './jars.ts';

const isFatal = (marbles: number): boolean => marbles === 13;

/** Cannot bear thirteen marbles. */
const superstitious: typeof total = {
  ...total,
  name: 'superstitious',
  fold: (row, recorded, key) => {
    if (isFatal(recorded.data.marbles)) throw new Error('thirteen!');
    return total.fold(row, recorded, key);
  },
};

/** Its table cannot bear them. */
const brittle: Projection<JarRow, JarEvent> = {
  ...jars,
  name: 'brittle',
  rollups: [],
  fold: (row, recorded, key) => {
    const next = jars.fold(row, recorded, key);
    return next && isFatal(next.marbles) ? { ...next, id: 'thirteen' } : next;
  },
};

for (const [defect, projection, reason] of [
  ['fold throws', superstitious, /Projection superstitious cannot take MarblesAdded at position 4: thirteen!/],
  ['rows the table refuses', brittle, /Projection brittle cannot take MarblesAdded at position 4: invalid input syntax for type uuid/],
] as const) {
  test(`a projection whose ${defect} stands still before that event, is reported, and the others go on`, async (t) => {
    const { store, pool, projector, said } = await engine(t);
    const running = projector({ projections: [jars, projection, total] });
    await running.start();

    await happen(store, made(1), made(2), filled(1, 1), filled(2, 13), filled(1, 20));
    const end = await happen(store, filled(2, 30));

    t.equal(await running.readSide.waitFor(end, 5000, ['jars', 'total']), true);
    await holdsTheWorld(t, { store, pool });
    const [stopped] = running.status().filter((one) => one.stopped !== null);
    t.match(stopped, { projection: projection.name, position: 3n, stopped: reason });
    t.match(said, [{ level: 'error', message: reason }]);
    const rows = await shownRows(projection, pool);
    t.match(
      [...rows.values()].map((row) => row.marbles),
      projection === brittle ? [1, 0] : [1],
      'what came before is in its table',
    );
  });
}

test('who waits for a projection that is stopped waits in vain', async (t) => {
  const { store, projector } = await engine(t);
  const running = projector({ projections: [superstitious, total] });
  await running.start();
  const end = await happen(store, made(1), filled(1, 13));
  await running.readSide.waitFor(end, 5000, ['total']);

  t.equal(await running.readSide.waitFor(end, 1), false);
  t.equal(running.readSide.applied(), end - 1n);
});

test('a stopped projection goes on when the program starts again with its defect mended', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1), filled(1, 13), filled(1, 2));
  const before = projector({ projections: [superstitious, total] });
  await before.start();
  await before.stop();

  await caughtUp(projector({ projections: [{ ...superstitious, fold: total.fold }, total] }));

  t.match([...(await shownRows(superstitious, pool)).values()], [{ marbles: 15 }]);
});

test('a projection that cannot tell the rows of an event stands still as well', async (t) => {
  const { store, projector } = await engine(t);
  const lost: typeof jars = { ...jars, keys: () => [jarId(1).slice(1)] };
  const running = projector({ projections: [lost, total] });
  const end = await happen(store, made(1), filled(1, 1));

  await running.start();

  t.equal(await running.readSide.waitFor(end, 5000, ['total']), true);
  t.match(
    running.status().find(({ projection }) => projection === 'jars'),
    { position: 0n, stopped: /JarMade at position 1: invalid input syntax/ },
  );
});
