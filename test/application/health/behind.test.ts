import { test } from 'tap';
import { lags } from '../../../application/health/behind.ts';
import { LagMeter } from '../../../application/log/lag.ts';
import type { Follower } from '../../../application/ports/followers.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryLog } from '../../support/memory-log.ts';

/** A log of so many events, one per second from noon on. */
async function logOf(count: number): Promise<MemoryLog> {
  const log = new MemoryLog();
  const metadata = { commandId: 'c', correlationId: 'c', causationId: null, actor: { kind: 'system', id: 'test' } } as const;
  const events = Array.from({ length: count }, (_, n) => {
    return { id: `${n}`, type: 'Rung', version: 1, time: new Date(Date.parse('2026-01-01T12:00:00Z') + n * 1000), data: {}, metadata };
  });
  await log.append('bell-1', 'no_stream', events);
  return log;
}

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

test('stuck is what is behind and has not moved for a minute; what moves, or has nothing to do, is not', async (t) => {
  const clock = new ManualClock('2026-01-01T12:10:00Z');
  const store = await logOf(10);
  const follower = (name: string, position: bigint, stillSeconds: number): Follower => ({ kind: 'reactor', name, position, stillSeconds });
  const all = [follower('idle', 10n, 9999), follower('moving', 2n, 5), follower('stuck', 2n, 61)];
  const seen = await lags({ followers: { all: async () => all }, store, clock });
  t.same(
    seen.map(({ name, stuck }) => [name, stuck]),
    [
      ['idle', false],
      ['moving', false],
      ['stuck', true],
    ],
  );
});
