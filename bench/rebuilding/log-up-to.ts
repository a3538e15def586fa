import type { EventStore, LogPage, Position } from '../../application/ports/event-store.ts';

/** The log as it was when it ended at this position: whoever rebuilds from it ends there, too. */
export const logUpTo = (store: Pick<EventStore, 'readAll'>, until: Position): Pick<EventStore, 'readAll'> => ({
  async readAll(after, limit): Promise<LogPage> {
    if (after >= until) return { events: [], position: after, caughtUp: true };
    const page = await store.readAll(after, limit);
    if (page.position < until) return page;
    return { events: page.events.filter(({ position }) => position <= until), position: until, caughtUp: true };
  },
});
