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
const remark =
  'Im Anfang war das Wort, und das Wort war bei Gott, und Gott war das Wort. Dasselbe war im Anfang bei Gott. Alle Dinge sind durch';

/** Gives each writer the events of one stream after the other; data is about 300 bytes of JSON. */
export function eventSource(random: () => number): (writer: number) => Next {
  const places: { stream: string; expected: number }[] = [];
  return (writer) => {
    let place = places[writer];
    if (!place || place.expected === eventsPerStream - 2) place = places[writer] = { stream: `activity-${uuid(random)}`, expected: -2 };
    place.expected++;
    return { stream: place.stream, expected: place.expected, event: newEvent(random) };
  };
}

function newEvent(random: () => number): NewEvent {
  const commandId = uuid(random);
  return {
    id: uuid(random),
    type: 'ActivityProcessed',
    version: 1,
    time: new Date(),
    data: { elementId: uuid(random), workerVersionId: uuid(random), configurationId: uuid(random), seconds: 1.25, remark },
    metadata: { commandId, correlationId: commandId, causationId: null, actor: system('bench') },
  };
}
