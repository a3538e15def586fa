import { system } from '../../domain/kernel/event.ts';
import type { NewEvent } from '../../application/ports/event-store.ts';
import { uuid } from '../random.ts';

/** The next event of a stream, and where it goes: -1 before the first. */
export interface Next {
  readonly stream: string;
  readonly expected: number;
  readonly event: NewEvent;
}

/** Streams are as long as those of activities and tasks are. */
const eventsPerStream = 10;

/** Gives each writer the events of one stream after the other; data and metadata are about 300 bytes of JSON. */
export function eventSource(random: () => number): (writer: number) => Next {
  const places: { readonly stream: string; readonly workerVersionId: string; expected: number }[] = [];
  return (writer) => {
    let place = places[writer];
    if (!place || place.expected === eventsPerStream - 2)
      place = places[writer] = { stream: `activity-${uuid(random)}`, workerVersionId: uuid(random), expected: -2 };
    place.expected++;
    return { stream: place.stream, expected: place.expected, event: newEvent(random, place.workerVersionId) };
  };
}

function newEvent(random: () => number, workerVersionId: string): NewEvent {
  const commandId = uuid(random);
  return {
    id: uuid(random),
    type: 'ActivityProcessed',
    version: 1,
    time: new Date(),
    data: { workerVersionId, seconds: 1.25, remark: 'Im Anfang war das Wort, und das Wort war bei Gott.' },
    metadata: { commandId, correlationId: commandId, causationId: null, actor: system('bench') },
  };
}

/** All of an event that is JSON, as one document. */
export const documentOf = ({ data, metadata }: NewEvent): string => JSON.stringify({ data, metadata });
