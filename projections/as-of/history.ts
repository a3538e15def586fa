import type { EventIndex, EventPlace } from '../../application/ports/event-index.ts';
import { beginning, type EventStore, type Position } from '../../application/ports/event-store.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import { upTo, type Moment } from './moment.ts';

export interface HistoryDeps {
  readonly log: Pick<EventStore, 'readStream'>;
  readonly index: EventIndex;
}

/** What is asked for: the events of a process and its tasks up to a moment (null: all). */
export interface History {
  readonly processId: string;
  readonly until: Moment | null;
}

/** Clocks of writers differ less: what comes after an event that is so much later than an instant is later than that too. */
const skewMs = 60_000;
/** Events looked at together when they are counted one by one. */
const stretch = 500;

/** Up to so many events after a position, in the order of the log. Reads about as many, however long the history is. */
export async function historyAfter(
  deps: HistoryDeps,
  { processId, until }: History,
  position: Position | null,
  limit: number,
): Promise<readonly Recorded[]> {
  const found: Recorded[] = [];
  const last = until && 'position' in until ? until.position : null;
  for (let after = position ?? beginning; found.length < limit;) {
    const places = await deps.index.ofProcess(processId, { after, upTo: last }, limit);
    const { events, over } = await eventsAt(deps.log, places, until);
    found.push(...events);
    const next = places.at(-1)?.position;
    if (over || next === undefined || places.length < limit) break;
    after = next;
  }
  return found.slice(0, limit);
}

/** How many there are. Up to an instant they must be looked at, as only the log knows times. */
export async function historyCount(deps: HistoryDeps, { processId, until }: History): Promise<number> {
  if (until === null || 'position' in until)
    return deps.index.countOfProcess(processId, { after: beginning, upTo: until && until.position });
  let count = 0;
  for (let after: Position | null = null; ;) {
    const events: readonly Recorded[] = await historyAfter(deps, { processId, until }, after, stretch);
    count += events.length;
    if (events.length < stretch) return count;
    after = events.at(-1)?.position ?? null;
  }
}

/**
 * The events at these places up to the moment, in the order of the log. Of each stream just its part of them is read, but up to an
 * instant from its beginning: its first event that is later ends it. `over`: nothing that follows can be up to the moment.
 */
async function eventsAt(log: HistoryDeps['log'], places: readonly EventPlace[], until: Moment | null) {
  const instant = until && 'instant' in until ? until.instant.getTime() : Infinity;
  const parts = await Promise.all(
    [...Map.groupBy(places, ({ stream }) => stream)].map(async ([stream, inStream]) => {
      const [first, last] = [inStream[0]!.revision, inStream.at(-1)!.revision];
      const from = instant === Infinity ? first : 0;
      const events = await log.readStream(stream, from, last - from + 1);
      const kept = until ? upTo(events, until) : events;
      return { kept: kept.filter(({ revision }) => revision >= first), late: events.at(-1) };
    }),
  );
  return {
    events: parts.flatMap(({ kept }) => kept).sort((a, b) => (a.position < b.position ? -1 : 1)),
    over: parts.some(({ late }) => late !== undefined && late.time.getTime() > instant + skewMs),
  };
}
