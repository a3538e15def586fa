import { AppendTooLarge } from '../ports/event-store-errors.ts';

/** What one append may hold: well under the 1 MiB that EventStoreDB takes, and the same on every store. */
export const appendLimits = { events: 500, bytes: 768 * 1024 } as const;

/** What the data of one event may take as JSON in UTF-8; a decision plans for 200 KiB. */
export const eventBytes = 256 * 1024;

/** @param bytes of data, metadata and types, as JSON in UTF-8. @throws AppendTooLarge */
export function assertFits(stream: string, events: number, bytes: number): void {
  if (events > appendLimits.events || bytes > appendLimits.bytes) throw new AppendTooLarge(stream, bytes, events);
}
