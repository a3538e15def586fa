import type { EventStore, LogPage, Position } from '../../application/ports/event-store.ts';
import type { Generation } from './generation.ts';
import { PageReader } from './page-reader.ts';
import type { GenerationState } from './generations.ts';
import { mostRows, routesOf, type Routes } from './work.ts';

/** A generation that this program keeps, as it stands. */
export interface Followed {
  readonly generation: Generation;
  readonly state: GenerationState;
  readonly position: Position;
}

/** Generations that stand at one position: a page is read once for all of them and applied in one transaction. */
export class Group {
  readonly members: readonly Followed[];
  readonly routes: Routes;
  readonly #reader: PageReader;
  /** What the members' checkpoints hold. */
  #position: Position;
  /** Read on from here: further than the checkpoints when nothing of ours lay between (an idle log writes nothing). */
  #scanned: Position;

  constructor(members: readonly Followed[], position: Position, store: Pick<EventStore, 'readAll'>, pageSize: number) {
    this.members = members;
    this.routes = routesOf(members.map(({ generation }) => generation));
    this.#position = position;
    this.#scanned = position;
    this.#reader = new PageReader(store, pageSize);
  }

  get position(): Position {
    return this.#position;
  }

  get generations(): readonly Generation[] {
    return this.members.map(({ generation }) => generation);
  }

  /** The next page, cut off at `until`. */
  async read(until: Position | null): Promise<LogPage> {
    const page = await this.#reader.read(this.#scanned);
    if (until === null || page.position < until) return page;
    return {
      events: page.events.filter(({ position }) => position <= until),
      position: until,
      caughtUp: page.caughtUp && page.position === until,
    };
  }

  /** Nothing of the log's events lay up to here. */
  passed(position: Position): void {
    this.#scanned = position;
  }

  moved(position: Position): void {
    this.#position = position;
    this.#scanned = position;
  }

  weighed(events: number, rows: number): void {
    this.#reader.weighed(events, rows, mostRows);
  }
}
