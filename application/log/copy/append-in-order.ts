import type { Recorded } from '../../../domain/kernel/event.ts';
import type { EventStore, Position } from '../../ports/event-store.ts';
import { GrownMeanwhile, type LogImport } from '../../ports/log-import.ts';
import { appendLimits } from '../limits.ts';
import { expectedAt } from '../repetition.ts';

/**
 * Takes events in by the port's own appends, many under way at once: for a store that carries appends out in the order in which they were
 * made. Events that follow each other in one stream go together.
 */
export class AppendInOrder implements LogImport {
  readonly #store: Pick<EventStore, 'append'>;

  constructor(store: Pick<EventStore, 'append'>) {
    this.#store = store;
  }

  async write(after: Position, events: readonly Recorded[]): Promise<Position> {
    const appends = groupsOf(events).map((group) => {
      const first = group[0]!;
      return this.#store.append(first.stream, expectedAt(first.revision - 1), group);
    });
    const settled = await Promise.allSettled(appends);
    let last = after;
    for (const one of settled) {
      if (one.status === 'rejected') throw one.reason;
      for (const position of one.value.positions) {
        if (position <= last) throw new GrownMeanwhile();
        last = position;
      }
    }
    return last;
  }
}

/** Most bytes of what is appended together, by a guess at their size in UTF-8: a quarter of what an append may hold. */
const mostCharacters = appendLimits.bytes / 4;

function groupsOf(events: readonly Recorded[]): readonly (readonly Recorded[])[] {
  const groups: Recorded[][] = [];
  let characters = 0;
  for (const event of events) {
    const group = groups.at(-1);
    const size = JSON.stringify(event.data).length + JSON.stringify(event.metadata).length;
    const fits = group?.[0]?.stream === event.stream && group.length < appendLimits.events && characters + size <= mostCharacters;
    if (fits) group.push(event);
    else groups.push([event]);
    characters = fits ? characters + size : size;
  }
  return groups;
}
