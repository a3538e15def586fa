const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

/** The value below which the share `p` (0 to 1) of the values lies, between neighbours in proportion. NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const order = sorted(values);
  const place = (order.length - 1) * p;
  const [low, high] = [order[Math.floor(place)] ?? NaN, order[Math.ceil(place)] ?? NaN];
  return low + (high - low) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** How far the values lie apart, as a share of their median: (largest − smallest) ÷ median. */
export const spread = (values: readonly number[]): number => (Math.max(...values) - Math.min(...values)) / median(values);
