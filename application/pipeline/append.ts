import { currentVersion, type AnyAggregate } from '../../domain/kernel/decision.ts';
import type { DomainEvent, Recorded } from '../../domain/kernel/event.ts';
import { eventId } from '../../domain/kernel/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Appended, EventStore, Expected, NewEvent } from '../ports/event-store.ts';
import { StoreUnavailable } from '../ports/event-store-errors.ts';
import type { Origin } from './command.ts';

/** For how long an append is repeated while the store is away. Clients wait 60 s for an answer, so this one comes in time. */
export const storePatienceMs = 25_000;
const firstPauseMs = 50;
const longestPauseMs = 2_000;

/** The `first`-th and following events of a command on a stream, with ids that a repetition makes again. */
export function newEvents(
  aggregate: AnyAggregate,
  stream: string,
  events: readonly DomainEvent[],
  origin: Origin,
  time: Date,
  first: number,
): readonly NewEvent[] {
  const { commandId, correlationId, causationId, actor } = origin;
  return events.map(({ type, data }, index) => ({
    id: eventId(commandId, stream, first + index),
    type,
    version: currentVersion(aggregate, type),
    time,
    data,
    metadata: { commandId, correlationId, causationId, actor },
  }));
}

export interface Done {
  readonly events: readonly Recorded[];
  /** They were written now, and not before. */
  readonly written: boolean;
}

/**
 * Appends, and while the store is away repeats the same append (same ids, so a first one that took effect is recognised).
 * @throws StoreUnavailable once the patience is over, and whatever else the store says
 */
export async function appendPatiently(
  store: EventStore,
  clock: Clock,
  stream: string,
  expected: Expected,
  events: readonly NewEvent[],
): Promise<Done> {
  const giveUpAt = clock.now().getTime() + storePatienceMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      const appended = await store.append(stream, expected, events);
      return { events: recorded(stream, events, appended), written: appended.written };
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || clock.now().getTime() + pause > giveUpAt) throw error;
      await clock.wait(pause);
    }
  }
}

const recorded = (stream: string, events: readonly NewEvent[], { revision, position, positions }: Appended): readonly Recorded[] =>
  events.map((event, index) => ({
    ...event,
    stream,
    revision: revision - events.length + 1 + index,
    position: positions[index] ?? position,
  }));
