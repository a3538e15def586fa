import { AppendInOrder } from '../../../../application/log/copy/append-in-order.ts';
import { copyLog, type Copied, type CopyOptions } from '../../../../application/log/copy/copy-log.ts';
import { expectedAt } from '../../../../application/log/repetition.ts';
import type { EventStore } from '../../../../application/ports/event-store.ts';
import { MemoryEventStore } from '../../../../infrastructure/event-store/memory/memory-event-store.ts';
import { newEvent, readOn } from '../../../contract/event-store/events.ts';

/** A log in memory with events of these streams, one after the other. */
export async function logOf(...streams: readonly string[]): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  await goOn(store, ...streams);
  return store;
}

export async function goOn(store: MemoryEventStore, ...streams: readonly string[]): Promise<void> {
  const lengths = new Map<string, number>();
  for (const stream of new Set(streams)) lengths.set(stream, (await store.readStream(stream)).length);
  for (const stream of streams) {
    const length = lengths.get(stream) ?? 0;
    lengths.set(stream, length + 1);
    await store.append(stream, expectedAt(length - 1), [newEvent({ stream, length })]);
  }
}

export const copied = (from: MemoryEventStore, to: MemoryEventStore, options: Partial<CopyOptions> = {}): Promise<Copied> =>
  copyLog({ from, to, into: new AppendInOrder(() => to), ...options });

/** Everything a log holds but its positions. */
export const contentOf = async (store: Pick<EventStore, 'readAll'>): Promise<readonly object[]> =>
  (await readOn(store)).map(({ position: _, ...event }) => event);
