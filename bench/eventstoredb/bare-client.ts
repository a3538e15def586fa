import { EventStoreDBClient, NO_STREAM, type EventData } from '@eventstore/db-client';
import type { NewEvent } from '../../application/ports/event-store.ts';

/** The library by itself, as somebody uses it who has read its first page: one event, its expected revision, the answer. */
export class BareClient {
  readonly #client: EventStoreDBClient;

  constructor(url: string) {
    this.#client = EventStoreDBClient.connectionString(url);
  }

  /** The library may send the first append of a connection after the second one: this one is of nothing. */
  async greet(): Promise<void> {
    await this.#client.appendToStream('colophon-greeting', [], { expectedRevision: NO_STREAM }).catch(() => undefined);
  }

  /** An open client keeps its program from ending. Ends what is under way in the whole program: the library keeps one table for all clients. */
  close(): Promise<void> {
    return this.#client.dispose();
  }

  /** @param revision of the event in its stream, from 0 */
  async append(stream: string, revision: number, { id, type, version, time, data, metadata }: NewEvent): Promise<void> {
    const event = {
      id,
      type,
      contentType: 'application/json',
      data,
      metadata: { version, time: time.toISOString(), ...metadata },
    } as unknown as EventData;
    await this.#client.appendToStream(stream, event, { expectedRevision: revision === 0 ? NO_STREAM : BigInt(revision - 1) });
  }
}
