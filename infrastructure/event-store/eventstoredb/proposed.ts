import { NO_STREAM, type EventData } from '@eventstore/db-client';
import { validate } from 'uuid';
import { assertFits } from '../../../application/log/limits.ts';
import type { Expected, NewEvent } from '../../../application/ports/event-store.ts';

/** An append in the words of the library. */
export interface Proposed {
  readonly stream: string;
  readonly expected: typeof NO_STREAM | bigint;
  readonly events: EventData[];
}

/**
 * @param lasting whoever made the events leaves them as they are until they are written; else a copy of their data is made
 * @throws AppendTooLarge, TypeError for an event that no store takes: sent, the server would refuse it twice, and the second time end the program
 */
export function proposed(stream: string, expected: Expected, events: readonly NewEvent[], lasting: boolean): Proposed {
  let bytes = 0;
  const inWords = events.map(({ id, type, version, time, data, metadata }): EventData => {
    if (!validate(id) || type === '')
      throw new TypeError(`An event of ${stream} has the id "${id}" and the type "${type}": it needs a UUID and a name.`);
    const json = JSON.stringify(data);
    const aside = Buffer.from(JSON.stringify({ version, time: time.toISOString(), ...metadata }));
    bytes += Buffer.byteLength(json) + aside.length + Buffer.byteLength(type);
    // The library writes metadata as they are when they come as bare bytes (it takes no Buffer for such), and makes JSON of data itself.
    const bare = new Uint8Array(aside.buffer, aside.byteOffset, aside.length);
    return { id, type, contentType: 'application/json', data: (lasting ? data : JSON.parse(json)) as never, metadata: bare };
  });
  assertFits(stream, events.length, bytes);
  return { stream, expected: expected === 'no_stream' ? NO_STREAM : BigInt(expected), events: inWords };
}
