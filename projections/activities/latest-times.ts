/** Some latest instants, newest first, as JSON: milliseconds since 1970. */
export type LatestTimes = readonly number[];

/** The oldest goes when there are more than `kept`. Clocks of several servers may differ a little: hence the search. */
export const withTime = (times: LatestTimes, time: number | null, kept: number): LatestTimes => {
  if (time === null) return times;
  const place = times.findIndex((other) => other <= time);
  return times.toSpliced(place < 0 ? times.length : place, 0, time).slice(0, kept);
};

export const withoutTime = (times: LatestTimes, time: number | null): LatestTimes => {
  const place = time === null ? -1 : times.indexOf(time);
  return place < 0 ? times : times.toSpliced(place, 1);
};
