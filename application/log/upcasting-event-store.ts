import type { AnyAggregate } from '../../domain/kernel/decision.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import type { Appended, Appender, EventStore, Expected, LogPage, NewEvent, Position } from '../ports/event-store.ts';
import { assertValid } from './validate.ts';
import { upcast } from './upcast.ts';

/**
 * Stands before the store of a product: what goes in fits the schema of its event type in today's version, what comes out is
 * brought up to that version. So nothing behind it meets an event that its types do not describe.
 */
export class UpcastingEventStore implements EventStore {
  readonly #inner: EventStore;
  readonly #byCategory: ReadonlyMap<string, AnyAggregate>;

  constructor(inner: EventStore, aggregates: readonly AnyAggregate[]) {
    this.#inner = inner;
    this.#byCategory = new Map(aggregates.map((aggregate) => [aggregate.category, aggregate]));
  }

  /** @throws InvalidEvent, and what the store behind throws */
  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    const aggregate = this.#aggregateOf(stream);
    for (const event of events) assertValid(aggregate, stream, event);
    return this.#inner.append(stream, expected, events);
  }

  async readStream(stream: string, from?: number, limit?: number): Promise<readonly Recorded[]> {
    const events = await this.#inner.readStream(stream, from, limit);
    return events.map((event) => this.#upcast(event));
  }

  async readAll(after: Position, limit: number): Promise<LogPage> {
    const page = await this.#inner.readAll(after, limit);
    return { ...page, events: page.events.map((event) => this.#upcast(event)) };
  }

  head(): Promise<Position> {
    return this.#inner.head();
  }

  onWake(listener: (by: Appender) => void): () => void {
    return this.#inner.onWake(listener);
  }

  #upcast(event: Recorded): Recorded {
    const aggregate = this.#aggregateOf(event.stream);
    return aggregate ? upcast(aggregate, event) : event;
  }

  #aggregateOf(stream: string): AnyAggregate | undefined {
    return this.#byCategory.get(stream.slice(0, stream.indexOf('-')));
  }
}
