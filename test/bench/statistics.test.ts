import fc from 'fast-check';
import { test } from 'tap';
import { median, percentile, spread } from '../../bench/statistics.ts';

test('the median is the value in the middle, or half-way between the two', async (t) => {
  t.equal(median([3, 1, 2]), 2);
  t.equal(median([4, 1, 2, 3]), 2.5);
  t.equal(median([7]), 7);
  t.ok(Number.isNaN(median([])));
});

test('a percentile lies between its neighbours in proportion', async (t) => {
  const values = Array.from({ length: 101 }, (_, n) => n);
  t.equal(percentile(values, 0.95), 95);
  t.equal(percentile([0, 10], 0.25), 2.5);
});

test('any percentile lies within the values, and grows with its share', async (t) => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(values, share, share, (list, p, q) => {
      const [low, high] = [percentile(list, Math.min(p, q)), percentile(list, Math.max(p, q))];
      return low >= Math.min(...list) && high <= Math.max(...list) && low <= high + 1e-6;
    }),
  );
  t.pass('for 100 lists');
});

test('the spread is a share of the median', async (t) => {
  t.equal(spread([90, 100, 110]), 0.2);
  t.equal(spread([5]), 0);
});
