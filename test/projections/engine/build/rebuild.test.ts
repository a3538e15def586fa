import fc from 'fast-check';
import { test } from 'tap';
import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { laneOf } from '../../../../projections/engine/build/lanes.ts';
import { differencesFromRebuild } from '../../../../projections/engine/compare.ts';
import { carryOut } from '../../../../projections/engine/lifecycle/carry-out.ts';
import type { AnyProjection } from '../../../../projections/engine/projection.ts';
import { freshGeneration, rebuildInto } from '../../../../projections/engine/rebuild.ts';
import { SteppingClock } from '../../../support/stepping-clock.ts';
import { caughtUp, engine } from '../engine.ts';
import { filled, happen, histories, made } from '../happenings.ts';
import { jars } from '../jars.ts';

/** Without rollups, so that its rows may be filled apart. */
const loose: AnyProjection = { ...jars, name: 'loose', rollups: [] };
const forced = { kind: 'switch', force: true, reason: 'the test compares' } as const;

test('rows filled apart, page by page of any size, broken off and gone on with: what the log says', async (t) => {
  await fc.assert(
    fc.asyncProperty(histories, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }), async (history, lanes, pageSize) => {
      await t.test(`${history.length} events, ${lanes} lanes, pages of ${pageSize}`, async (t) => {
        const { store, pool, projector } = await engine(t);
        await (await caughtUp(projector({ projections: [loose] }))).stop();
        await happen(store, ...history);
        const fresh = await freshGeneration(pool, loose, { lanes });
        const rebuild = { store, pool, clock: new SteppingClock(), pageSize };
        await rebuildInto([fresh], { ...rebuild, onWritten: () => false });
        t.equal(await rebuildInto([fresh], rebuild), true);

        await carryOut(pool, loose, { act: { kind: 'catch_up' }, actor: 'test' });
        await (await caughtUp(projector({ projections: [loose] }))).stop();
        await carryOut(pool, loose, { act: forced, actor: 'test' });
        t.strictSame(await differencesFromRebuild({ store, pool, projections: [loose] }), []);
      });
    }),
    { numRuns: 4 },
  );
});

test('lanes that stand at different positions, as after a crash between two of their writes, go on each from its own', async (t) => {
  const { store, pool, projector } = await engine(t);
  await (await caughtUp(projector({ projections: [loose] }))).stop();
  await happen(store, ...Array.from({ length: 20 }, (_, n) => [made(n), filled(n, 1)]).flat());
  const fresh = await freshGeneration(pool, loose, { lanes: 2 });
  await rebuildInto([fresh], { store, pool, clock: systemClock });
  const end = await happen(store, ...Array.from({ length: 20 }, (_, n) => filled(n, 1)));
  await pool.query(`create table kept as select * from read.loose_g2`);
  await pool.query(`create table lane as select * from ops.checkpoints where name = 'loose_g2/1'`);
  await rebuildInto([fresh], { store, pool, clock: systemClock });
  // The second lane's last write is undone; its rows are those that the first one does not hold.
  await pool.query(`update ops.checkpoints c set position = l.position from lane l where c.name = l.name`);
  const { rows } = await pool.query<{ id: string }>('select id from kept');
  const second = rows.map(({ id }) => id).filter((id) => laneOf(id, 2) === 1);
  await pool.query('delete from read.loose_g2 where id = any($1)', [second]);
  await pool.query('insert into read.loose_g2 select * from kept where id = any($1)', [second]);

  await rebuildInto([fresh], { store, pool, clock: systemClock });

  t.match((await pool.query('select marbles, count(*)::int as jars from read.loose_g2 group by 1')).rows, [{ marbles: 2, jars: 20 }]);
  t.match((await pool.query(`select distinct position from ops.checkpoints where name like 'loose_g2%'`)).rows, [{ position: end }]);
  t.match((await pool.query(`select applied->'MarblesAdded'->0 as n from ops.checkpoints where name = 'loose_g2'`)).rows, [{ n: 40 }]);
});

test('a rebuild that is throttled takes its time: so many events a second, in pages that fit', async (t) => {
  const { store, pool, projector } = await engine(t);
  await (await caughtUp(projector({ projections: [jars] }))).stop();
  await happen(store, ...Array.from({ length: 50 }, (_, n) => made(n)));
  const fresh = await freshGeneration(pool, jars, { maxRate: 10 });
  const clock = new SteppingClock();

  await rebuildInto([fresh], { store, pool, clock });

  t.equal(
    clock.waits.reduce((sum, ms) => sum + ms, 0),
    5000,
    '50 events at 10 a second',
  );
});
