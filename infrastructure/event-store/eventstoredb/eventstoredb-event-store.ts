import { MaxAppendSizeExceededError, WrongExpectedVersionError, type AppendResult, type EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { Wakes } from '../../../application/log/wakes.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { Appended, Appender, EventStore, Expected, LogPage, NewEvent, Position } from '../../../application/ports/event-store.ts';
import type { EventStoreAddress } from './address.ts';
import type { AppendingClient } from './appending-client.ts';
import { leaveAppendingClient, takeAppendingClient } from './appending-clients.ts';
import { closeClient, openClient } from './client.ts';
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
  readonly #clock: Clock;
  readonly #reader: EventStoreDBClient;
  readonly #writer: AppendingClient;
  readonly #wakes = new Wakes();
  readonly #subscription: WakeSubscription;

  constructor(address: EventStoreAddress, clock: Clock) {
    this.#address = address;
    this.#clock = clock;
    this.#reader = openClient(address);
    this.#writer = takeAppendingClient(address, clock);
    this.#subscription = new WakeSubscription(this.#reader, clock, () => this.#wakes.ring('others'));
  }

  /** Resolves once the server takes appends of this user and lets it read. @throws errors of the library */
  async probe(): Promise<void> {
    await this.#writer.greet();
    await readHead(this.#reader);
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    if (events.length === 0) return this.#answered(standing(this.#reader, stream, expected));
    const append = proposed(stream, expected, events);
    try {
      const result = await this.#answered(this.#writer.append(append));
      const appended = await this.#answered(this.#appended(stream, events.length, result));
      this.#wakes.ring('us');
      return appended;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return this.#answered(recall(this.#reader, stream, expected, events, error));
      throw error instanceof MaxAppendSizeExceededError ? new AboveServerLimit(stream, events.length, error.maxAppendSize) : error;
    }
  }

  readStream(stream: string, from = 0): Promise<readonly Recorded[]> {
    return this.#answered(readStream(this.#reader, stream, from));
  }

  readAll(after: Position, limit: number): Promise<LogPage> {
    return this.#answered(readAll(this.#reader, after, limit));
  }

  head(): Promise<Position> {
    return this.#answered(readHead(this.#reader));
  }

  onWake(listener: (by: Appender) => void): () => void {
    this.#subscription.start();
    return this.#wakes.add(listener);
  }

  /** No append may be under way. */
  async close(): Promise<void> {
    await this.#subscription.close();
    await Promise.all([leaveAppendingClient(this.#address), closeClient(this.#reader, this.#clock)]);
  }

  /** The server tells the place of the last event only, and not whether it wrote it now or before. */
  async #appended(stream: string, count: number, { nextExpectedRevision, position }: AppendResult): Promise<Appended> {
    const [revision, last] = [Number(nextExpectedRevision), position?.commit ?? 0n];
    const before = count === 1 ? [] : await readStream(this.#reader, stream, revision - count + 1, count - 1);
    return { revision, position: last, positions: [...before.map((event) => event.position), last], written: false };
  }

  #answered<T>(call: Promise<T>): Promise<T> {
    return answered(this.#address, call);
  }
}
