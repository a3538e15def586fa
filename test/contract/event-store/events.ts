import { randomUUID } from 'node:crypto';
import { beginning, type Appended, type EventStore, type NewEvent, type Position } from '../../../application/ports/event-store.ts';
import { system, type Recorded } from '../../../domain/kernel/event.ts';

export const newStream = (category = 'probe'): string => `${category}-${randomUUID()}`;

export const newEvent = (data: unknown = { text: 'Im Anfang war das Wort' }, type = 'Probed'): NewEvent => ({
  id: randomUUID(),
  type,
  version: 1,
  time: new Date('2026-02-03T04:05:06.789Z'),
  data,
  metadata: { commandId: randomUUID(), correlationId: randomUUID(), causationId: null, actor: system('contract') },
});

export const newEvents = (count: number): readonly NewEvent[] => Array.from({ length: count }, (_, n) => newEvent({ n }));

/** What a repetition is told: all that the first one was, and that nothing was written now. */
export const again = (first: Appended): Appended => ({ ...first, written: false });

export const idsOf = (events: readonly { readonly id: string }[]): readonly string[] => events.map(({ id }) => id);

/** Everything in the log after a position, in pages. */
export async function readOn(store: Pick<EventStore, 'readAll'>, after: Position = beginning, limit = 1_000): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  for (let position = after; ;) {
    const page = await store.readAll(position, limit);
    events.push(...page.events);
    position = page.position;
    if (page.caughtUp) return events;
  }
}

/** Of the events, those in these streams. */
export const inStreams = (events: readonly Recorded[], ...streams: readonly string[]): readonly Recorded[] =>
  events.filter(({ stream }) => streams.includes(stream));

/** Whether every position is greater than the one before. */
export const increases = (positions: readonly Position[]): boolean =>
  positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? position));
