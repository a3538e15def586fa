import { aggregates } from '../../domain/index.ts';
import type { Projection } from '../engine/projection.ts';

/** Where an event stands, and by what it can be found. All else is in the log. */
export interface EventIndexRow {
  readonly position: bigint;
  readonly id: string;
  readonly commandId: string;
  readonly correlationId: string;
  readonly stream: string;
  readonly revision: number;
}

/** An index for its size: a digest per stretch of rows, not an entry per row, so that writing costs next to nothing. */
const digests = (column: string): string => `using brin (${column} uuid_bloom_ops) with (autosummarize = on)`;

/** The streams of processes and tasks: few events among many, so that an entry for each of them is little. */
export const ofProcesses = "(stream like 'process-%' or stream like 'task-%')";

/**
 * The way from an id to its events. One narrow row per event, written once and in order, because everything that happens passes here;
 * looking something up is rare and may take a moment.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- events of every kind
export const eventIndex: Projection<EventIndexRow, any> = {
  name: 'event_index',
  version: 2,
  table: {
    columns: { position: 'bigint', id: 'uuid', commandId: 'uuid', correlationId: 'uuid', stream: 'text', revision: 'int' },
    key: 'position',
    indexes: [digests('id'), digests('command_id'), digests('correlation_id'), `(stream, position) where ${ofProcesses}`],
  },
  takes: aggregates.flatMap(({ aggregate }) => Object.keys(aggregate.events)).toSorted(),
  keys: ({ position }) => [String(position)],
  fold: (_row, { position, id, stream, revision, metadata: { commandId, correlationId } }) => ({
    position,
    id,
    commandId,
    correlationId,
    stream,
    revision,
  }),
};
