import type { GenerationView, ProjectionView } from '../../../projections/engine/admin/views.ts';
import type { HoleSeen } from '../../../projections/engine/holes/holes-seen.ts';
import type { Verification } from '../../../projections/engine/verify/verification.ts';

/** `caught_up` as people write it. */
export const stateText = ({ state, verifying }: GenerationView): string =>
  `${state.replace('_', ' ')}${verifying ? ', being verified' : ''}`;

/** `gen. 3, building, 41 %, 21000 events/s, 40 s left`. */
export function generationText(generation: GenerationView): string {
  const { number, state, progress, eventsPerSecond, eta, maxRate } = generation;
  return [
    `gen. ${number}`,
    stateText(generation),
    ...(state === 'building' || state === 'paused' ? [`${Math.floor(progress * 100)} %`] : []),
    ...(eventsPerSecond === null ? [] : [`${eventsPerSecond} events/s`]),
    ...(eta === null ? [] : [`${eta} s left`]),
    ...(maxRate === null || state !== 'building' ? [] : [`at most ${maxRate}/s`]),
  ].join(', ');
}

export const changeText = ({ changed: { actor, time, reason } }: GenerationView): string =>
  `${time.toISOString()} by ${actor}${reason === null ? '' : `: ${reason}`}`;

export const behindText = ({ eventsBehind, secondsBehind, stuck }: ProjectionView): string =>
  eventsBehind === 0 ? '–' : `${eventsBehind} events, ${Math.round(secondsBehind)} s${stuck ? ', not moving' : ''}`;

/** What the hourly look at the log found. */
export const holeText = ({ type, missing, stream, position, found }: HoleSeen): string =>
  `${missing > 0 ? `lacks ${missing}` : missing < 0 ? `has ${-missing} too many` : 'has other ones'} of ${type}` +
  `${stream === null ? '' : ` (${stream}, position ${position})`}, found ${found.toISOString()}: rebuild it`;

/** What a comparison found, for people. */
export function verificationText(name: string, { equal, position, full, tables, differences }: Verification): string {
  const how = full ? 'every row compared' : 'rows and checksums compared';
  if (equal) return `${name}: equal to the live one at position ${position} (${how}).`;
  return [
    `${name}: differs from the live one at position ${position} (${how}).`,
    ...tables.map(({ name: table, rows, live }) => `  ${table}: ${rows} rows built, ${live.rows} live`),
    ...differences.map(
      ({ table, key, live, rebuilt }) => `  ${table} ${key}\n    live:    ${JSON.stringify(live)}\n    rebuilt: ${JSON.stringify(rebuilt)}`,
    ),
  ].join('\n');
}
