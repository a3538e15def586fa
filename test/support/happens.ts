import { system, type DomainEvent } from '../../domain/kernel/event.ts';
import { naturalId } from '../../domain/kernel/ids.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';

/** Appends to streams what nobody decides in a test. */
export function happensIn(store: EventStore, clock: Clock) {
  return async (stream: string, ...events: readonly DomainEvent[]): Promise<void> => {
    const { length } = await store.readStream(stream);
    const commandId = naturalId('happens', stream, length);
    const metadata = { commandId, correlationId: commandId, causationId: null, actor: system('test') };
    const recorded = events.map((event, n) => ({
      ...event,
      id: naturalId('event', commandId, n),
      version: 1,
      time: clock.now(),
      metadata,
    }));
    await store.append(stream, length === 0 ? 'no_stream' : length - 1, recorded);
  };
}
