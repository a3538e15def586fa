import { test } from 'tap';
import { StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import { Builder } from '../../../../projections/engine/build/builder.ts';
import type { Fill } from '../../../../projections/engine/build/fill.ts';
import { shapeOf } from '../../../../projections/engine/generation.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { quiet } from '../../../support/quiet.ts';
import { total } from '../jars.ts';

/** A builder with one read model to build, as long as `due` says so; what fills it is counted. */
function givenDue(fill: Fill) {
  const clock = new ManualClock();
  const { name: projection, version } = total;
  const row = { projection, number: 2, version, shape: shapeOf(total), tables: [], state: 'building', position: 0n, applied: null };
  const seen = { due: true, away: false, fills: 0 };
  const pool = { query: async ({ name }: { name: string }) => ({ rows: seen.due && name.endsWith('known generations') ? [row] : [] }) };
  const store = {
    head: async () => {
      if (seen.away) throw new StoreUnavailable(new Error('no answer'));
      return 0n;
    },
    readAll: () => Promise.reject(new Error('not asked for')),
  };
  const counting: Fill = (...order) => {
    seen.fills++;
    return fill(...order);
  };
  return { clock, seen, builder: new Builder({ pool: pool as never, store, projections: [total], clock, log: quiet, fill: counting }) };
}

test('given a store that is away, when a read model is to be built, then nothing begins to fill it before the store answers', async (t) => {
  const begun = Promise.withResolvers<void>();
  const { builder, clock, seen } = givenDue(async () => {
    seen.due = false;
    begun.resolve();
    return false;
  });
  seen.away = true;
  await builder.start();
  for (const sleep of [1_000, 2_000, 4_000]) {
    await clock.asleep(sleep);
    t.equal(seen.fills, 0);
    clock.advance(sleep);
  }
  await clock.asleep(8_000);
  seen.away = false;
  clock.advance(8_000);

  await begun.promise;
  t.equal(seen.fills, 1);
  await builder.stop();
});

test('given what fills a read model fails each time, then it is begun ever more rarely, every ten seconds in the end', async (t) => {
  const { builder, clock, seen } = givenDue(() => Promise.reject(new Error('it ended without a word')));
  await builder.start();
  for (const sleep of [1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
    await clock.asleep(sleep);
    clock.advance(sleep);
  }
  await clock.asleep(10_000);
  t.equal(seen.fills, 7);
  await builder.stop();
});
