import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore, Position } from '../../application/ports/event-store.ts';

/** How far something is behind the end of the log. */
export interface Lag {
  /** Exact up to a page; beyond that by how dense the log is there. */
  readonly eventsBehind: number;
  /** Age of the first event that it lacks; 0 when it lacks none. */
  readonly secondsBehind: number;
}

const pageSize = 500;

/** Measures lags against the log as it is now; several at one position cost one read. */
export class LagMeter {
  readonly #store: Pick<EventStore, 'readAll' | 'head'>;
  readonly #clock: Clock;
  readonly #known = new Map<Position, Promise<Lag>>();
  readonly head: Promise<Position>;

  constructor(store: Pick<EventStore, 'readAll' | 'head'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.head = store.head();
  }

  of(position: Position): Promise<Lag> {
    const known = this.#known.get(position);
    if (known) return known;
    const lag = this.#measure(position);
    this.#known.set(position, lag);
    return lag;
  }

  async #measure(position: Position): Promise<Lag> {
    const head = await this.head;
    if (position >= head) return { eventsBehind: 0, secondsBehind: 0 };
    const page = await this.#store.readAll(position, pageSize);
    const [first] = page.events;
    if (first === undefined) return { eventsBehind: 0, secondsBehind: 0 };
    const secondsBehind = Math.max(0, (this.#clock.now().getTime() - first.time.getTime()) / 1000);
    if (page.caughtUp) return { eventsBehind: page.events.length, secondsBehind };
    const density = page.events.length / Number(page.position - position);
    return { eventsBehind: Math.round(Number(head - position) * density), secondsBehind };
  }
}
