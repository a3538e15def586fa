import { existsSync } from 'node:fs';
import { test } from 'tap';
import { othersBeside, shareOfOthers } from '../../bench/others.ts';
import { testDatabase } from '../support/postgres.ts';

test('given two looks at four processors, what is neither idle nor ours is put down to others', async (t) => {
  const before = { at: 1_000, all: 50_000, own: 7_000 };
  t.equal(shareOfOthers(before, { at: 2_000, all: 53_000, own: 9_000 }, 4), 0.25);
  t.equal(shareOfOthers(before, { at: 2_000, all: 52_000, own: 9_000 }, 4), 0, 'all that was worked was ours');
  t.equal(shareOfOthers(before, { at: 3_000, all: 58_000, own: 7_000 }, 4), 1, 'we did nothing, and they all they could');
});

test('given this machine, its system tells', { skip: !existsSync('/proc/self/schedstat') && 'the system does not tell' }, async (t) => {
  const others = await othersBeside((await testDatabase(t)).pool({ max: 1 }));
  const watched = others?.();
  for (const begun = performance.now(); performance.now() - begun < 50;) JSON.parse(JSON.stringify({ some: 'work' }));
  t.ok(Number.isFinite(watched?.() ?? NaN));
});
