import type { Clock } from '../ports/clock.ts';
import type { EventStore, Position } from '../ports/event-store.ts';

/** How far behind the end of the log something is that follows it. */
export interface Lag {
  /** Events that it has not passed yet. */
  readonly events: number;
  /** They are more than a page, and told by how dense the log is there. */
  readonly estimated: boolean;
  /** Age of the oldest of them; 0 when there are none. */
  readonly seconds: number;
}

const pageSize = 500;
const none: Lag = { events: 0, estimated: false, seconds: 0 };

/** Without moving for so long, what is behind is stuck: an alarm. */
const stuckAfterSeconds = 60;

export const isStuck = ({ seconds }: Lag, stillSeconds: number): boolean => Math.min(seconds, stillSeconds) >= stuckAfterSeconds;

/** Measures lags against the log as it is now; several at one position cost one read. Its methods throw StoreUnavailable. */
export class LagMeter {
  readonly #store: Pick<EventStore, 'readAll' | 'head'>;
  readonly #clock: Clock;
  readonly #known = new Map<Position, Promise<Lag>>();
  #head: Promise<Position> | undefined;

  constructor(store: Pick<EventStore, 'readAll' | 'head'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  head(): Promise<Position> {
    return (this.#head ??= this.#store.head());
  }

  of(position: Position): Promise<Lag> {
    const known = this.#known.get(position);
    if (known) return known;
    const lag = this.#measure(position);
    this.#known.set(position, lag);
    return lag;
  }

  async #measure(position: Position): Promise<Lag> {
    const head = await this.head();
    if (position >= head) return none;
    const page = await this.#store.readAll(position, pageSize);
    const [first] = page.events;
    if (first === undefined) return none;
    const seconds = Math.max(0, (this.#clock.now().getTime() - first.time.getTime()) / 1000);
    if (page.caughtUp) return { events: page.events.length, estimated: false, seconds };
    const density = page.events.length / Number(page.position - position);
    return { events: Math.round(Number(head - position) * density), estimated: true, seconds };
  }
}
