import { MaxAppendSizeExceededError, WrongExpectedVersionError, type AppendResult, type EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { Wakes } from '../../../application/log/wakes.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { Appended, Appender, EventStore, Expected, LogPage, NewEvent, Position } from '../../../application/ports/event-store.ts';
import type { EventStoreAddress } from './address.ts';
import { AppendRun } from './append-run.ts';
import type { AppendingClient } from './appending-client.ts';
import { leaveAppendingClient, takeAppendingClient } from './appending-clients.ts';
import { isAway } from './away.ts';
import { GreetedClient } from './greeted-client.ts';
import { proposed } from './proposed.ts';
import { readAll, readHead, readStream } from './read.ts';
import { recall, standing } from './recall.ts';
import { AboveServerLimit, answered } from './store-error.ts';
import { WakeSubscription } from './wake-subscription.ts';

/**
 * The log in EventStoreDB. Positions are the server's own: places in its files, so they grow by more than one. Appends that are not
 * awaited are carried out in the order in which they were made, as long as nothing is away.
 */
export class EventStoreDbEventStore implements EventStore {
  readonly #address: EventStoreAddress;
  readonly #reader: GreetedClient;
  readonly #writer: AppendingClient;
  readonly #wakes = new Wakes();
  readonly #subscription: WakeSubscription;

  constructor(address: EventStoreAddress, clock: Clock) {
    this.#address = address;
    this.#reader = new GreetedClient(address, clock, readHead);
    this.#writer = takeAppendingClient(address, clock);
    this.#subscription = new WakeSubscription(this.#reader, clock, () => this.#wakes.ring('others'));
  }

  /** Resolves once the server takes appends of this user and lets it read. @throws errors of the library */
  async probe(): Promise<void> {
    await this.#writer.greet();
    await this.#asked(readHead);
  }

  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    return this.#append(stream, expected, events);
  }

  /**
   * Appends that keep their order also where the server is away: after one that got no answer none of them is sent any more. Their events must
   * not be changed before they are acknowledged.
   */
  inOrder(): Pick<EventStore, 'append'> {
    const run = new AppendRun();
    return { append: (stream, expected, events) => this.#append(stream, expected, events, run) };
  }

  async #append(stream: string, expected: Expected, events: readonly NewEvent[], run?: AppendRun): Promise<Appended> {
    if (events.length === 0) return this.#read((client) => standing(client, stream, expected));
    const append = proposed(stream, expected, events, run !== undefined);
    try {
      const result = await answered(this.#address, this.#writer.append(append, run));
      const before = events.length === 1 ? [] : await this.#before(stream, events.length, result);
      this.#wakes.ring('us');
      return appended(before, result);
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return this.#read((client) => recall(client, stream, expected, events, error));
      throw error instanceof MaxAppendSizeExceededError ? new AboveServerLimit(stream, events.length, error.maxAppendSize) : error;
    }
  }

  readStream(stream: string, from = 0, limit?: number): Promise<readonly Recorded[]> {
    return this.#read((client) => readStream(client, stream, from, limit));
  }

  readAll(after: Position, limit: number): Promise<LogPage> {
    return this.#read((client) => readAll(client, after, limit));
  }

  head(): Promise<Position> {
    return this.#read(readHead);
  }

  onWake(listener: (by: Appender) => void): () => void {
    this.#subscription.start();
    return this.#wakes.add(listener);
  }

  /** No append may be under way. */
  async close(): Promise<void> {
    await Promise.all([this.#subscription.close(), leaveAppendingClient(this.#address), this.#reader.close()]);
  }

  /** The events of an append before its last. */
  #before(stream: string, count: number, { nextExpectedRevision }: AppendResult): Promise<readonly Recorded[]> {
    return this.#read((client) => readStream(client, stream, Number(nextExpectedRevision) - count + 1, count - 1));
  }

  #read<Answer>(ask: (client: EventStoreDBClient) => Promise<Answer>): Promise<Answer> {
    return answered(this.#address, this.#asked(ask));
  }

  async #asked<Answer>(ask: (client: EventStoreDBClient) => Promise<Answer>): Promise<Answer> {
    const line = await this.#reader.greeted();
    try {
      return await ask(line.client);
    } catch (error) {
      if (isAway(error)) this.#reader.doubt(line);
      throw error;
    }
  }
}

/** The server tells the place of the last event only, and not whether it wrote it now or before. */
function appended(before: readonly Recorded[], { nextExpectedRevision, position }: AppendResult): Appended {
  const last = position?.commit ?? 0n;
  return {
    revision: Number(nextExpectedRevision),
    position: last,
    positions: [...before.map((event) => event.position), last],
    written: false,
  };
}
