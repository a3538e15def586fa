import type { EventStore } from '../../application/ports/event-store.ts';
import type { Recorded } from '../../domain/kernel/event.ts';

/** An event in a stream of this run: a server cannot be emptied between two of them. */
export const renamed = (event: Recorded, run: string): Recorded => ({ ...event, stream: `${run}-${event.stream}` });

/** A log whose streams bear the run's name. */
export const renaming = (store: Pick<EventStore, 'readAll'>, run: string): Pick<EventStore, 'readAll'> => ({
  async readAll(after, limit) {
    const page = await store.readAll(after, limit);
    return { ...page, events: page.events.map((event) => renamed(event, run)) };
  },
});

/** A log as if it began behind what it holds now. */
export async function behindHead(store: Pick<EventStore, 'readAll' | 'head'>): Promise<Pick<EventStore, 'readAll'>> {
  const begin = await store.head();
  return { readAll: (after, limit) => store.readAll(after > begin ? after : begin, limit) };
}
