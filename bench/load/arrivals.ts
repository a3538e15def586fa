/**
 * When requests come, in milliseconds from the start: at random, independently of each other (a Poisson process), so they also come
 * in bunches, as those of many clients do.
 */
export function arrivals(random: () => number, count: number, perSecond: number): readonly number[] {
  let at = 0;
  return Array.from({ length: count }, () => (at += (-Math.log1p(-random() / 2 ** 32) / perSecond) * 1_000));
}
