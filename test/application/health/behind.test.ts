import { test } from 'tap';
import { lags } from '../../../application/health/behind.ts';
import type { Follower } from '../../../application/ports/followers.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { logOf } from '../../support/rung-log.ts';

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
