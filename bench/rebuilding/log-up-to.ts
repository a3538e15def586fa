import type { EventStore, LogPage, Position } from '../../application/ports/event-store.ts';

/** The log as it was when it ended at a position: whoever rebuilds from it ends there, too, and may go on when it has grown. */
export class LogUpTo implements Pick<EventStore, 'readAll'> {
  until: Position = 0n;
  readonly #store: Pick<EventStore, 'readAll'>;

  constructor(store: Pick<EventStore, 'readAll'>) {
    this.#store = store;
  }

  async readAll(after: Position, limit: number): Promise<LogPage> {
    const { until } = this;
    if (after >= until) return { events: [], position: after, caughtUp: true };
    const page = await this.#store.readAll(after, limit);
    if (page.position < until) return page;
    return { events: page.events.filter(({ position }) => position <= until), position: until, caughtUp: true };
  }
}
