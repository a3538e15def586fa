import type { LogDifference } from '../../../application/log/copy/compare-logs.ts';

type Side = LogDifference['from'];

/** Where two logs part, in words. */
export const differenceText = ({ number, from, to }: LogDifference): string =>
  `event ${number}: --from holds ${eventText(from)}, --to ${eventText(to)}`;

/** The same for scripts. */
export const differenceJson = ({ number, from, to }: LogDifference): object => ({ number, from: eventJson(from), to: eventJson(to) });

const eventText = (event: Side): string =>
  event === null ? 'no more' : `${event.type} ${event.id} (${event.stream} at ${event.revision}, position ${event.position})`;

const eventJson = (event: Side): object | null =>
  event && { id: event.id, type: event.type, stream: event.stream, revision: event.revision, position: event.position.toString() };
