import type { Recorded } from '../../../domain/kernel/event.ts';
import type { Appended, EventStore, LogPage, Position } from '../../ports/event-store.ts';
import { GrownMeanwhile, type LogImport, type TakenIn } from '../../ports/log-import.ts';
import { expectedAt } from '../repetition.ts';
import { groupsOf, type Group } from './groups.ts';
import { InFlight } from './in-flight.ts';

/** Appends under way at most: enough to keep a server at work, and as many as the store of EventStoreDB sends without letting some wait. */
const mostInFlight = 512;

type Appends = Pick<EventStore, 'append'>;

/** A page that was taken: told when so many appends, counted from the first one, are acknowledged. */
interface Mark extends TakenIn {
  readonly appends: number;
}

/**
 * Takes events in by the port's own appends, many under way at once: for a store that carries appends out in the order in which they were
 * made, and none after one that it was not told the end of. Events that follow each other in one stream go together.
 *
 *     page n      a a a a a a a a ──► all acknowledged: told
 *     page n+1          a a a a a     begun behind it: the store is never idle between two pages
 *                 └─ in flight ─┘     an append that fails lets no other one begin: they would be there without it
 *
 * What goes together depends on the events alone, not on where a page ends: appends of a copy that was broken off, carried out late beside
 * those of the one that goes on, are the same ones.
 */
export class AppendInOrder implements LogImport {
  readonly #begin: () => Appends;

  /** @param begin appends that keep their order, for one taking in */
  constructor(begin: () => Appends) {
    this.#begin = begin;
  }

  async *take(after: Position, pages: AsyncIterable<LogPage>): AsyncGenerator<TakenIn, void> {
    const run = new Run(this.#begin(), after);
    let [events, open]: [number, readonly Recorded[]] = [0, []];
    try {
      for await (const page of pages) {
        const groups = groupsOf([...open, ...page.events]);
        open = page.caughtUp ? [] : (groups.at(-1) ?? []);
        await run.begin(open.length > 0 ? groups.slice(0, -1) : groups);
        yield* run.told();
        events += page.events.length;
        run.mark({ events, position: page.position }, open.length > 0);
      }
      await run.begin(groupsOf(open));
      yield* run.told();
    } finally {
      await run.over();
    }
  }
}

/** The appends of one taking in. */
class Run {
  readonly #appends: Appends;
  readonly #inFlight = new InFlight(mostInFlight);
  readonly #untold: Promise<Appended>[] = [];
  readonly #marks: Mark[] = [];
  #acknowledged = 0;
  #last: Position;

  constructor(appends: Appends, after: Position) {
    this.#appends = appends;
    this.#last = after;
  }

  async begin(groups: readonly Group[]): Promise<void> {
    for (const group of groups) {
      const place = this.#inFlight.place();
      if (place) await place;
      const [first] = group;
      const append = this.#appends.append(first.stream, expectedAt(first.revision - 1), group);
      this.#inFlight.add(append);
      this.#untold.push(append);
    }
  }

  /** @param open whether its last events are still to be appended, with those that follow */
  mark(page: TakenIn, open: boolean): void {
    this.#marks.push({ ...page, appends: this.#begun + (open ? 1 : 0) });
  }

  /** Marked pages whose appends have all begun, each when they are acknowledged. */
  async *told(): AsyncGenerator<TakenIn, void> {
    for (let [mark] = this.#marks; mark && mark.appends <= this.#begun; [mark] = this.#marks) {
      const awaited = this.#untold.splice(0, mark.appends - this.#acknowledged);
      this.#acknowledged = mark.appends;
      for (const append of awaited) this.#last = behind(this.#last, await append);
      this.#marks.shift();
      yield { events: mark.events, position: mark.position };
    }
  }

  over(): Promise<void> {
    return this.#inFlight.over();
  }

  get #begun(): number {
    return this.#acknowledged + this.#untold.length;
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
