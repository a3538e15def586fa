import { test } from 'tap';
import { LagMeter } from '../../../application/log/lag.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import type { MemoryLog } from '../../support/memory-log.ts';
import { logOf } from '../../support/rung-log.ts';

/** Measures so many seconds after the log began. */
const meter = (log: MemoryLog, seconds: number): LagMeter => {
  const clock = new ManualClock();
  clock.advance(seconds * 1000);
  return new LagMeter(log, clock);
};

test('given a follower behind the head, its lag counts what it has not passed and how old that is', async (t) => {
  const log = await logOf(10);
  t.same(await meter(log, 100).of(10n), { events: 0, estimated: false, seconds: 0 });
  t.same(await meter(log, 100).of(7n), { events: 3, estimated: false, seconds: 93 });
  t.same(await meter(log, 100).of(0n), { events: 10, estimated: false, seconds: 100 });
});

test('given more events than a page, then they are told by how dense the log is, and that is said', async (t) => {
  const log = await logOf(10_100);
  t.same(await meter(log, 20_000).of(100n), { events: 10_000, estimated: true, seconds: 19_900 });
});
