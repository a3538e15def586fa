import type { Recorded } from '../../domain/kernel/event.ts';
import { StoreUnavailable } from '../ports/event-store-errors.ts';
import type { Appended, Appender, EventStore, Expected, LogPage, NewEvent, Position } from '../ports/event-store.ts';
import type { Figures } from '../ports/figures.ts';

/** Counts appends, and remembers whether the last one could be written. */
export class MeteredEventStore implements EventStore {
  readonly #inner: EventStore;
  readonly #figures: Figures | undefined;
  #trouble: StoreUnavailable | null = null;

  /** `figures` may be missing, where nobody watches the program. */
  constructor(inner: EventStore, figures?: Figures) {
    this.#inner = inner;
    this.#figures = figures;
  }

  /** Why the store did not take the last append; null when it took it, or refused it by a rule. */
  get trouble(): StoreUnavailable | null {
    return this.#trouble;
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    const begun = performance.now();
    const done = (outcome: 'taken' | 'refused' | 'away'): void =>
      this.#figures?.append({ outcome, events: outcome === 'taken' ? events.length : 0, seconds: (performance.now() - begun) / 1000 });
    try {
      const appended = await this.#inner.append(stream, expected, events);
      this.#trouble = null;
      done('taken');
      return appended;
    } catch (error) {
      this.#trouble = error instanceof StoreUnavailable ? error : null;
      done(error instanceof StoreUnavailable ? 'away' : 'refused');
      throw error;
    }
  }

  readStream(stream: string, from?: number, limit?: number): Promise<readonly Recorded[]> {
    return this.#inner.readStream(stream, from, limit);
  }

  readAll(after: Position, limit: number): Promise<LogPage> {
    return this.#inner.readAll(after, limit);
  }

  head(): Promise<Position> {
    return this.#inner.head();
  }

  onWake(listener: (by: Appender) => void): () => void {
    return this.#inner.onWake(listener);
  }
}
