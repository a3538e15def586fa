import type { Recorded } from '../../domain/kernel/event.ts';
import type { LogPage, Position } from '../ports/event-store.ts';

/** Events kept at most: readers further behind than that read for themselves. */
const kept = 200;

/** A stretch of the log without gaps: all events after `begin` up to `end`. It grows at its end and forgets at its beginning. */
export class KnownStretch {
  #begin: Position;
  #end: Position;
  #events: readonly Recorded[] = [];
  /** Its end was the head of the log when it last grew. */
  #caughtUp = false;

  constructor(begin: Position, page: LogPage) {
    this.#begin = begin;
    this.#end = begin;
    this.grow(page);
  }

  get end(): Position {
    return this.#end;
  }

  covers(after: Position): boolean {
    return after >= this.#begin && after <= this.#end;
  }

  /** Takes in a page that was read from within the stretch on. */
  grow({ events, position, caughtUp }: LogPage): void {
    if (position < this.#end) return;
    const all = [...this.#events, ...events.filter((event) => event.position > this.#end)];
    this.#begin = all.at(-kept - 1)?.position ?? this.#begin;
    this.#events = all.slice(-kept);
    this.#end = position;
    this.#caughtUp = caughtUp;
  }

  /** Takes in what follows its end without a gap. */
  extend(events: readonly Recorded[]): void {
    this.grow({ events, position: events.at(-1)?.position ?? this.#end, caughtUp: this.#caughtUp });
  }

  /** What follows a position that the stretch covers. */
  page(after: Position, limit: number): LogPage {
    const from = this.#events.findIndex(({ position }) => position > after);
    const events = from < 0 ? [] : this.#events.slice(from, from + limit);
    const toEnd = events.length === 0 || events.at(-1) === this.#events.at(-1);
    return {
      events,
      position: toEnd ? this.#end : (events.at(-1)?.position ?? after),
      caughtUp: toEnd && this.#caughtUp && events.length < limit,
    };
  }
}
