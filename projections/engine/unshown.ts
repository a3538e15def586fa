import type { EventStore } from '../../application/ports/event-store.ts';
import type { ReadSide } from '../../application/ports/read-side.ts';
import type { Recorded } from '../../domain/kernel/event.ts';

/** Between the tables and the head lie a few milliseconds of events; of more than these nobody is told. */
const most = 500;

/**
 * All events that the log holds now and that tables read from now on may not show yet; null when there are too many. Where none of
 * them matters, what a table says is as good as after `caughtUp`, without the wait.
 */
export async function unshown(
  readSide: Pick<ReadSide, 'applied'>,
  store: Pick<EventStore, 'head' | 'readAll'>,
): Promise<readonly Recorded[] | null> {
  const applied = readSide.applied();
  const head = await store.head();
  if (head <= applied) return [];
  const page = await store.readAll(applied, most);
  return page.position >= head ? page.events : null;
}
