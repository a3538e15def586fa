import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { durationText } from '../../../domain/policies/durations.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const sizes: Readonly<Record<string, number>> = { millisecond: 1, second, minute, hour, day };

/** What a text says, in milliseconds, by unit. */
const parts = (text: string) =>
  text.split(', ').map((part) => {
    const [, count, unit] = /^(\d+(?:\.\d)?) (\w+?)(s?)$/.exec(part) ?? [];
    assert.ok(unit && sizes[unit], text);
    assert.equal(part.endsWith('s'), count !== '1', text);
    return { unit, size: sizes[unit], ms: Number(count) * sizes[unit] };
  });
const saidBy = (text: string): number => parts(text).reduce((sum, { ms }) => sum + ms, 0);

test('durations are told as people tell them', async () => {
  const table: readonly (readonly [ms: number, text: string])[] = [
    [0, '0 seconds'],
    [-5, '0 seconds'],
    [0.4, '0 seconds'],
    [1, '1 millisecond'],
    [350, '350 milliseconds'],
    [999, '999 milliseconds'],
    [999.5, '1 second'],
    [1_000, '1 second'],
    [1_049, '1 second'],
    [1_050, '1.1 seconds'],
    [4_250, '4.3 seconds'],
    [9_949, '9.9 seconds'],
    [9_950, '10 seconds'],
    [59_499, '59 seconds'],
    [59_600, '1 minute'],
    [61_000, '1 minute, 1 second'],
    [160_000, '2 minutes, 40 seconds'],
    [257_000, '4 minutes, 17 seconds'],
    [3_600_000, '1 hour'],
    [7_384_000, '2 hours, 3 minutes'],
    [86_459_000, '1 day'],
    [90_061_000, '1 day, 1 hour'],
    [3 * day - 1, '3 days'],
  ];
  for (const [ms, text] of table) assert.equal(durationText(ms), text, String(ms));
});

test('below ten seconds a text is exact to a tenth of a second, below one to a millisecond', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_949 }), (ms) => {
      assert.ok(Math.abs(saidBy(durationText(ms)) - ms) <= (ms < 1000 ? 0 : 50));
    }),
  );
});

test('above, a text has one or two adjacent units and cuts off less than the smaller of them', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 9_950, max: 400 * day }), (ms) => {
      const [large, small, ...more] = parts(durationText(ms));
      assert.ok(large && more.length === 0);
      const next = { day: hour, hour: minute, minute: second, second: second }[large.unit] ?? 0;
      if (small) assert.equal(small.size, next);
      const rounded = Math.floor((ms + 500) / 1000) * 1000;
      const cut = rounded - saidBy(durationText(ms));
      assert.ok(cut >= 0 && cut < next, `${ms} is told as ${durationText(ms)}`);
    }),
  );
});

test('a longer duration is never told as a shorter one', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 * day }), fc.integer({ min: 0, max: hour }), (ms, more) => {
      assert.ok(saidBy(durationText(ms + more)) >= saidBy(durationText(ms)));
    }),
  );
});
