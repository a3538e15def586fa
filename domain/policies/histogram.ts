/**
 * How often values fell into each bucket, by the bucket's number: plain JSON. Bucket n holds the values above 1.02^(n-1), up to
 * 1.02^n; bucket -1 holds zero. So any quantile is known with a relative error of less than 1 %, in at most some 1,100 buckets for
 * milliseconds up to a month, and histograms add up.
 */
export type Histogram = Readonly<Record<string, number>>;

export const emptyHistogram: Histogram = {};

const growth = 1.02;
const zero = -1;

const bucketOf = (value: number): number => (value < 1 ? zero : Math.ceil(Math.log(value) / Math.log(growth)));

/** Stands for all values of a bucket: equally far, in proportion, from both of its bounds. */
const valueOf = (bucket: number): number => (bucket === zero ? 0 : (2 * growth ** bucket) / (growth + 1));

const increased = (histogram: Histogram, bucket: number, by: number): Histogram => ({
  ...histogram,
  [bucket]: (histogram[bucket] ?? 0) + by,
});

/** The histogram with one more value: a whole number, not negative. */
export const withValue = (histogram: Histogram, value: number): Histogram => increased(histogram, bucketOf(value), 1);

/** What both have seen together. */
export const merged = (one: Histogram, other: Histogram): Histogram =>
  Object.entries(other).reduce((sum, [bucket, count]) => increased(sum, Number(bucket), count), one);

/**
 * The quantile by nearest rank: of n values in order the one at place ⌈q·n⌉ (at least the first), within 1 %.
 * @param q above 0, up to 1
 * @returns null without values
 */
export function quantile(histogram: Histogram, q: number): number | null {
  const buckets = Object.entries(histogram)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .sort((a, b) => a.bucket - b.bucket);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(q * total));
  let passed = 0;
  for (const { bucket, count } of buckets) {
    passed += count;
    if (passed >= rank) return valueOf(bucket);
  }
  return null;
}
