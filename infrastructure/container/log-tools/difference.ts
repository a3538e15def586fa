import type { LogDifference } from '../../../application/log/copy/compare-logs.ts';

type Side = LogDifference['from'];

/** What the two logs are called by whoever asked: an option, a field. */
export interface LogNames {
  readonly from: string;
  readonly to: string;
}

/** Where two logs part, in words. */
export const differenceText = ({ number, from, to }: LogDifference, names: LogNames): string =>
  `event ${number}: ${names.from} holds ${eventText(from)}, ${names.to} ${eventText(to)}`;

/** The same for programs. */
export const differenceJson = ({ number, from, to }: LogDifference): object => ({ number, from: eventJson(from), to: eventJson(to) });

const eventText = (event: Side): string =>
  event === null ? 'no more' : `${event.type} ${event.id} (${event.stream} at ${event.revision}, position ${event.position})`;

const eventJson = (event: Side): object | null =>
  event && { id: event.id, type: event.type, stream: event.stream, revision: event.revision, position: event.position.toString() };
