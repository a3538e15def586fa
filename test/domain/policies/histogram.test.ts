import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { meanOf, noDurations, quantileOf, withDuration } from '../../../domain/policies/duration-summary.ts';
import { emptyHistogram, merged, quantile, withValue, type Histogram } from '../../../domain/policies/histogram.ts';

const month = 31 * 86_400_000;
const values = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: month })),
  { minLength: 1, maxLength: 200 },
);
const q = fc.double({ min: 0.001, max: 1, noNaN: true });
const histogramOf = (all: readonly number[]): Histogram => all.reduce(withValue, emptyHistogram);
const nearestRank = (all: readonly number[], wanted: number): number =>
  all.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(wanted * all.length)) - 1] ?? NaN;
const within = (found: number | null, exact: number): boolean => found !== null && Math.abs(found - exact) <= exact / 100;

test('every quantile is that of the nearest rank, within 1 %', async () => {
  fc.assert(fc.property(values, q, (all, wanted) => within(quantile(histogramOf(all), wanted), nearestRank(all, wanted))));
});

test('every single value up to a month is known within 1 %', async () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: month }), (value) => within(quantile(histogramOf([value]), 1), value)));
});

test('nothing seen has no quantile', async () => {
  assert.equal(quantile(emptyHistogram, 0.5), null);
});

test('merged histograms are the histogram of all, in any order, also after a way as JSON', async () => {
  fc.assert(
    fc.property(values, values, (some, others) => {
      const all = histogramOf([...some, ...others]);
      assert.deepEqual(merged(histogramOf(some), histogramOf(others)), all);
      assert.deepEqual(merged(histogramOf(others), histogramOf(some)), all);
      assert.deepEqual(JSON.parse(JSON.stringify(all)), all);
    }),
  );
});

test('a month of milliseconds needs no more than some 1,100 buckets', async () => {
  const edges = Array.from({ length: 3000 }, (_, n) => Math.round(1.01 ** n)).filter((value) => value <= month);
  assert.ok(Object.keys(histogramOf(edges)).length <= 1101);
});

test('a summary is exact but for its quantiles, and those lie within what was seen', async () => {
  fc.assert(
    fc.property(values, q, (all, wanted) => {
      const summary = all.reduce(withDuration, noDurations);
      const total = all.reduce((sum, value) => sum + value, 0);
      assert.deepEqual([summary.count, summary.min, summary.max, summary.total], [all.length, Math.min(...all), Math.max(...all), total]);
      assert.equal(meanOf(summary), total / all.length);
      const found = quantileOf(summary, wanted);
      assert.ok(within(found, nearestRank(all, wanted)) && found !== null && found >= Math.min(...all) && found <= Math.max(...all));
    }),
  );
});

test('without durations there is nothing to say', async () => {
  assert.deepEqual([meanOf(noDurations), quantileOf(noDurations, 0.5), noDurations.min, noDurations.max], [null, null, null, null]);
});

test('the worked example: ten durations from 30 to 48 seconds', async () => {
  const summary = [30, 32, 34, 36, 38, 40, 42, 44, 46, 48].map((s) => s * 1000).reduce(withDuration, noDurations);
  assert.deepEqual([summary.min, summary.max, meanOf(summary), summary.total], [30_000, 48_000, 39_000, 390_000]);
  assert.ok(within(quantileOf(summary, 0.5), 38_000) && within(quantileOf(summary, 0.95), 48_000));
});
