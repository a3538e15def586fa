import type { EventStore, LogPage, Position } from '../../ports/event-store.ts';

export interface Stretch {
  /** The events behind this position. */
  readonly after: Position;
  /** Up to this one; null: up to the head as it is when it is reached. */
  readonly until: Position | null;
  readonly signal?: AbortSignal | undefined;
}

const pageSize = 1_000;

/** A stretch of the log, page by page; the next page is read while one is worked on. @throws StoreUnavailable, what the signal says */
export async function* stretchOf(store: Pick<EventStore, 'readAll'>, { after, until, signal }: Stretch): AsyncGenerator<LogPage, void> {
  let reading = store.readAll(after, pageSize);
  for (;;) {
    const page = await reading;
    signal?.throwIfAborted();
    const last = page.caughtUp || (until !== null && page.position >= until);
    if (!last) reading = store.readAll(page.position, pageSize);
    reading.catch(() => undefined); // whoever asks for the next page hears of it
    yield until === null ? page : cut(page, until);
    if (last) return;
  }
}

function cut(page: LogPage, until: Position): LogPage {
  if (page.position <= until) return page;
  return { ...page, events: page.events.filter(({ position }) => position <= until), position: until };
}
