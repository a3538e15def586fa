import type { Clock } from '../../../application/ports/clock.ts';
import type { Position } from '../../../application/ports/event-store.ts';

/** How fast a generation is built, as of its last transactions. */
export interface Pace {
  readonly eventsPerSecond: number;
  /** By which the time left is told: positions are dense in some stores only. */
  readonly positionsPerSecond: number;
}

interface Mark {
  readonly at: number;
  readonly events: number;
  readonly position: Position;
}

const marksKept = 10;

/** Measures over the last marks. */
export class Pacemaker {
  readonly #clock: Clock;
  #marks: readonly Mark[];

  constructor(clock: Clock, position: Position) {
    this.#clock = clock;
    this.#marks = [{ at: clock.now().getTime(), events: 0, position }];
  }

  /** So many events since the beginning, up to this position. */
  mark(events: number, position: Position): Pace {
    const at = this.#clock.now().getTime();
    const [first] = this.#marks;
    this.#marks = [...this.#marks, { at, events, position }].slice(-marksKept);
    if (first === undefined || at <= first.at) return { eventsPerSecond: 0, positionsPerSecond: 0 };
    const perSecond = 1000 / (at - first.at);
    return {
      eventsPerSecond: Math.round((events - first.events) * perSecond),
      positionsPerSecond: Math.round(Number(position - first.position) * perSecond),
    };
  }
}
