import type { Recorded } from '../../../domain/kernel/event.ts';
import type { Appended, EventStore, LogPage, Position } from '../../ports/event-store.ts';
import { GrownMeanwhile, type LogImport, type TakenIn } from '../../ports/log-import.ts';
import { expectedAt } from '../repetition.ts';
import { groupsOf } from './groups.ts';
import { InFlight } from './in-flight.ts';

/** Appends under way at most: enough to keep a server at work, and as many as the store of EventStoreDB sends without letting some wait. */
const mostInFlight = 512;

/** A page whose appends have all begun. */
interface Begun {
  readonly page: LogPage;
  readonly appends: readonly Promise<Appended>[];
}

/**
 * Takes events in by the port's own appends, many under way at once: for a store that carries appends out in the order in which they were
 * made. Events that follow each other in one stream go together.
 *
 *     page n      a a a a a a a a ──► all acknowledged: told
 *     page n+1          a a a a a     begun behind it: the store is never idle between two pages
 *                 └─ in flight ─┘     an append that fails lets no other one begin: they would be there without it
 */
export class AppendInOrder implements LogImport {
  readonly #store: Pick<EventStore, 'append'>;

  constructor(store: Pick<EventStore, 'append'>) {
    this.#store = store;
  }

  async *take(after: Position, pages: AsyncIterable<LogPage>): AsyncGenerator<TakenIn, void> {
    const inFlight = new InFlight(mostInFlight);
    let [last, events] = [after, 0];
    const told = async ({ page, appends }: Begun): Promise<TakenIn> => {
      for (const append of appends) last = behind(last, await append);
      events += page.events.length;
      return { events, position: page.position };
    };
    try {
      let before: Begun | undefined;
      for await (const page of pages) {
        const begun = { page, appends: await this.#begin(page.events, inFlight) };
        if (before) yield await told(before);
        before = begun;
      }
      if (before) yield await told(before);
    } finally {
      await inFlight.over();
    }
  }

  async #begin(events: readonly Recorded[], inFlight: InFlight): Promise<readonly Promise<Appended>[]> {
    const appends: Promise<Appended>[] = [];
    for (const group of groupsOf(events)) {
      await inFlight.place();
      const [first] = group;
      const append = this.#store.append(first.stream, expectedAt(first.revision - 1), group);
      inFlight.add(append);
      appends.push(append);
    }
    return appends;
  }
}

/** Position of an append's last event. @throws GrownMeanwhile where one of its events lies before what was written last */
function behind(last: Position, { positions }: Appended): Position {
  for (const position of positions) {
    if (position <= last) throw new GrownMeanwhile();
    last = position;
  }
  return last;
}
