import type { EventStore, LogPage, Position } from '../../application/ports/event-store.ts';
import { PageReader } from './page-reader.ts';
import type { Counted } from './apply-part.ts';
import type { GenerationState } from './lifecycle/states.ts';
import { mostRows, routesOf, type Routes } from './work.ts';

/** A generation that this program keeps, as it stands. */
export interface Followed extends Counted {
  readonly state: GenerationState;
  readonly position: Position;
}

/** Generations that stand at one position: a page is read once for all of them and applied in one transaction. */
export class Group {
  #members: readonly Followed[];
  readonly routes: Routes;
  readonly #reader: PageReader;
  /** What the members' checkpoints hold. */
  #position: Position;

  constructor(members: readonly Followed[], position: Position, store: Pick<EventStore, 'readAll'>, pageSize: number) {
    this.#members = members;
    this.routes = routesOf(members.map(({ generation }) => generation));
    this.#position = position;
    this.#reader = new PageReader(store, pageSize);
  }

  get position(): Position {
    return this.#position;
  }

  get members(): readonly Followed[] {
    return this.#members;
  }

  /** The next page, cut off at `until`. */
  async read(until: Position | null): Promise<LogPage> {
    const page = await this.#reader.read(this.#position);
    if (until === null || page.position < until) return page;
    return {
      events: page.events.filter(({ position }) => position <= until),
      position: until,
      caughtUp: page.caughtUp && page.position === until,
    };
  }

  /** The members stand here now, with so much applied. */
  moved(position: Position, counted: readonly Counted[]): void {
    this.#members = this.#members.map((member, index) => ({ ...member, position, applied: counted[index]?.applied ?? null }));
    this.#position = position;
  }

  weighed(events: number, rows: number): void {
    this.#reader.weighed(events, rows, mostRows);
  }
}
