import type { EventStore } from '../../application/ports/event-store.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import { upTo, type Moment } from './moment.ts';

/** Streams read at a time. */
const width = 50;

/** The events of several streams up to a moment (null: all), in the order of the log. */
export async function historyOf(
  store: Pick<EventStore, 'readStream'>,
  streams: readonly string[],
  moment: Moment | null,
): Promise<readonly Recorded[]> {
  const all: Recorded[] = [];
  for (let at = 0; at < streams.length; at += width) {
    const read = await Promise.all(streams.slice(at, at + width).map((stream) => store.readStream(stream)));
    for (const events of read) all.push(...(moment ? upTo(events, moment) : events));
  }
  return all.sort((a, b) => (a.position < b.position ? -1 : 1));
}
