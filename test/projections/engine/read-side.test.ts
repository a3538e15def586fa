import { test } from 'tap';
import { ReadSideBehind } from '../../../application/ports/read-side.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { Applied } from '../../../projections/engine/applied.ts';
import { ReadSideFollower } from '../../../projections/engine/read-side-follower.ts';
import { quiet } from '../../support/quiet.ts';
import { SteppingClock } from '../../support/stepping-clock.ts';
import { caughtUp, engine, shownRows } from './engine.ts';
import { filled, happen, made } from './happenings.ts';
import { jars, total } from './jars.ts';

const board = (clock = systemClock) => new Applied(new MemoryEventStore(), clock, [jars, total]);

test('what is applied is what all projections have applied', async (t) => {
  const applied = board();
  applied.moved([['jars', 7n]]);
  t.equal(applied.applied(), 0n);

  applied.moved([['total', 5n]]);

  t.equal(applied.applied(), 5n);
});

test('who waits is told the moment all, or those named, are there', async (t) => {
  const applied = board();
  const all = applied.waitFor(5n, 10_000);
  const named = applied.waitFor(5n, 10_000, ['jars']);

  applied.moved([['jars', 5n]]);
  t.equal(await named, true);
  applied.moved([['total', 6n]]);

  t.equal(await all, true);
  t.equal(await applied.waitFor(6n, 10_000, ['total']), true, 'what is there already is not waited for');
  t.equal(applied.wanted, false);
});

test('who waits too long is told so', async (t) => {
  t.equal(await board(new SteppingClock()).waitFor(1n, 5000), false);
});

test('the second look: the read side catches up with the head as of now, or says that it is behind after 2 s', async (t) => {
  const store = new MemoryEventStore();
  const clock = new SteppingClock();
  const applied = new Applied(store, clock, [jars]);
  await applied.caughtUp();
  t.strictSame(clock.waits, [], 'nothing has happened yet');
  const head = await happen(store, made(1));

  await t.rejects(applied.caughtUp(), new ReadSideBehind(head, 0n));
  t.strictSame(clock.waits, [2000]);
  applied.moved([['jars', head]]);

  await applied.caughtUp();
});

test('a projector shows what has just been appended to whoever asks at once', async (t) => {
  const { store, pool, projector } = await engine(t);
  const { readSide } = await caughtUp(projector());

  for (let marbles = 0; marbles < 20; marbles++) {
    await happen(store, marbles === 0 ? made(1) : filled(1, 1));
    await readSide.caughtUp();
    t.match([...(await shownRows(jars, pool)).values()], [{ marbles }]);
  }
});

test('a program that does not project follows how far others are', async (t) => {
  const { store, pool, projector } = await engine(t);
  await caughtUp(projector());
  const readSide = new Applied(store, systemClock, [jars, total]);
  const follower = new ReadSideFollower({ readSide, pool, clock: systemClock, log: quiet });
  t.teardown(() => follower.stop());
  await follower.start();

  for (let marbles = 0; marbles < 20; marbles++) {
    await happen(store, marbles === 0 ? made(1) : filled(1, 1));
    await readSide.caughtUp();
    t.match([...(await shownRows(jars, pool)).values()], [{ marbles }]);
  }
});
