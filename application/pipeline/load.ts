import { streamOf, type AnyAggregate } from '../../domain/kernel/decision.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import type { EventStore, Expected, Position } from '../ports/event-store.ts';
import { beginning } from '../ports/event-store.ts';

/** A stream as read: its events, what they amount to, and what an append must expect. */
export interface Loaded<State> {
  readonly stream: string;
  readonly events: readonly Recorded[];
  readonly state: State;
  readonly expected: Expected;
  /** Position of its last event; the beginning when it does not exist. */
  readonly head: Position;
}

export const evolveAll = <State>(aggregate: AnyAggregate, state: State, events: readonly Recorded[]): State =>
  events.reduce<State>((now, event) => aggregate.evolve(now, event, event.time) as State, state);

/** Reads a stream; given what was read before, only what came after. @throws StoreUnavailable */
export async function load<State>(
  store: Pick<EventStore, 'readStream'>,
  aggregate: AnyAggregate,
  id: string,
  before?: Loaded<State>,
): Promise<Loaded<State>> {
  const stream = streamOf(aggregate, id);
  const known = before?.events ?? [];
  const fresh = await store.readStream(stream, known.length);
  const events = fresh.length === 0 ? known : [...known, ...fresh];
  return loadedOf(stream, events, evolveAll(aggregate, before ? before.state : (aggregate.initial as State), fresh));
}

/** A stream of which all events are known. */
export function loadedOf<State>(stream: string, events: readonly Recorded[], state: State): Loaded<State> {
  const last = events.at(-1);
  return { stream, events, state, expected: last ? last.revision : 'no_stream', head: last ? last.position : beginning };
}
