const units = [
  { name: 'day', seconds: 86_400, perLarger: Infinity },
  { name: 'hour', seconds: 3_600, perLarger: 24 },
  { name: 'minute', seconds: 60, perLarger: 60 },
  { name: 'second', seconds: 1, perLarger: 60 },
] as const;

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/**
 * A duration for people. Below ten seconds exact to a tenth (to a millisecond below one), else rounded to seconds and shown in the two
 * largest adjacent units, the second one truncated and left out when it is zero.
 * @param ms milliseconds; negative counts as 0
 */
export function durationText(ms: number): string {
  const whole = Math.round(Math.max(ms, 0));
  if (whole === 0) return '0 seconds';
  if (whole < 1000) return counted(whole, 'millisecond');
  if (whole < 9950) return counted(Math.floor((whole + 50) / 100) / 10, 'second');
  const seconds = Math.floor((whole + 500) / 1000);
  const parts = units.map((unit) => ({ name: unit.name, count: Math.floor(seconds / unit.seconds) % unit.perLarger }));
  const largest = parts.findIndex(({ count }) => count > 0);
  const shown = parts.slice(largest, largest + 2).filter(({ count }) => count > 0);
  return shown.map(({ count, name }) => counted(count, name)).join(', ');
}
