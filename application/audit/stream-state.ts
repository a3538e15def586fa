import type { AnyAggregate } from '../../domain/kernel/decision.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import type { JsonObject } from '../../domain/kernel/json.ts';
import { aggregates } from '../../domain/index.ts';
import { evolveAll } from '../pipeline/load.ts';

/** What the events of a stream amount to: what its next decision goes by. */
export interface StreamState {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly time: Date;
  readonly state: JsonObject;
}

export const categories: readonly string[] = aggregates.map(({ aggregate }) => aggregate.category).toSorted();

const aggregateOf = (stream: string): AnyAggregate | undefined =>
  aggregates.find(({ aggregate }) => stream.startsWith(`${aggregate.category}-`))?.aggregate;

/** The state of a stream after these events, which are its first; null when there are none, or of no aggregate. Pure. */
export function streamState(events: readonly Recorded[]): StreamState | null {
  const last = events.at(-1);
  const aggregate = last && aggregateOf(last.stream);
  if (!last || !aggregate) return null;
  const { stream, revision, position, time } = last;
  return { stream, revision, position, time, state: plain(evolveAll(aggregate, aggregate.initial, events)) };
}

/** Maps become objects, sets lists, instants and big numbers text. */
const plain = (state: unknown): JsonObject =>
  JSON.parse(
    JSON.stringify(state, (_key, value: unknown) => {
      if (value instanceof Map) return Object.fromEntries(value);
      if (value instanceof Set) return [...value];
      return typeof value === 'bigint' ? String(value) : value;
    }),
  ) as JsonObject;
