import { emptyHistogram, quantile, withValue, type Histogram } from './histogram.ts';

/** Durations in milliseconds, summed up as they come: plain JSON. `min` and `max` are null without any. */
export interface DurationSummary {
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly total: number;
  readonly histogram: Histogram;
}

export const noDurations: DurationSummary = { count: 0, min: null, max: null, total: 0, histogram: emptyHistogram };

export const withDuration = ({ count, min, max, total, histogram }: DurationSummary, ms: number): DurationSummary => ({
  count: count + 1,
  min: Math.min(min ?? ms, ms),
  max: Math.max(max ?? ms, ms),
  total: total + ms,
  histogram: withValue(histogram, ms),
});

export const meanOf = ({ count, total }: Pick<DurationSummary, 'count' | 'total'>): number | null => (count === 0 ? null : total / count);

/** The quantile by nearest rank within 1 %, and never outside of what was seen. */
export function quantileOf({ min, max, histogram }: DurationSummary, q: number): number | null {
  const value = quantile(histogram, q);
  return value === null || min === null || max === null ? null : Math.min(Math.max(value, min), max);
}
