import { appendLimits } from '../log/limits.ts';
import type { NewEvent } from '../ports/event-store.ts';

/** More than metadata and types of an event take. */
const envelopeBytes = 600;
const sizeOf = (event: NewEvent): number => Buffer.byteLength(JSON.stringify(event.data)) + envelopeBytes;

/** The same events in as few appends as the limits allow, in order. */
export function split(events: readonly NewEvent[]): readonly (readonly NewEvent[])[] {
  if (events.length < 2) return events.length === 0 ? [] : [events];
  const appends: NewEvent[][] = [];
  let bytes = Infinity;
  for (const event of events) {
    const size = sizeOf(event);
    const current = appends.at(-1);
    if (!current || current.length === appendLimits.events || bytes + size > appendLimits.bytes) {
      appends.push([event]);
      bytes = size;
    } else {
      current.push(event);
      bytes += size;
    }
  }
  return appends;
}
