import type { Actor, Recorded } from '../../../domain/kernel/event.ts';

export const actorText = ({ kind, id }: Actor): string => `${kind} ${id}`;

/** What lies deeper than the first level is indented below. */
export const indented = (value: unknown, by = 2): string =>
  JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');

export const eventRow = ({ revision, position, time, type, metadata }: Recorded): readonly (string | number)[] => [
  revision,
  String(position),
  time.toISOString(),
  type,
  actorText(metadata.actor),
];

/** One event on one line, for lists that never end. */
export const eventLine = ({ position, time, stream, type, metadata }: Recorded): string =>
  `${String(position).padStart(8)}  ${time.toISOString()}  ${type}  ${stream}  by ${actorText(metadata.actor)}`;

/** Everything about one event. */
export const eventText = (event: Recorded): string =>
  [
    `${event.type} (version ${event.version})`,
    `  id           ${event.id}`,
    `  stream       ${event.stream}, revision ${event.revision}`,
    `  position     ${event.position}`,
    `  time         ${event.time.toISOString()}`,
    `  actor        ${actorText(event.metadata.actor)}`,
    `  command      ${event.metadata.commandId}`,
    `  correlation  ${event.metadata.correlationId}`,
    `  caused by    ${event.metadata.causationId ?? 'its sender alone'}`,
    '  data',
    indented(event.data, 4),
  ].join('\n');
