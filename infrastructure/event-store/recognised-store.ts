import type { Recorded } from '../../domain/kernel/event.ts';
import type { Appended, Appender, EventStore, Expected, LogPage, NewEvent, Position } from '../../application/ports/event-store.ts';

/** A store that is looked at before anything is asked of it: is it the log that this installation knows? Whoever never asks needs no store. */
export class RecognisedStore implements EventStore {
  readonly #inner: EventStore;
  readonly #recognise: () => Promise<void>;
  #recognised = false;
  #looking: Promise<void> | undefined;

  /** @param recognise rejects when the store is another one, or away; it is then asked again the next time */
  constructor(inner: EventStore, recognise: () => Promise<void>) {
    this.#inner = inner;
    this.#recognise = recognise;
  }

  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    return this.#then(() => this.#inner.append(stream, expected, events));
  }

  readStream(stream: string, from?: number, limit?: number): Promise<readonly Recorded[]> {
    return this.#then(() => this.#inner.readStream(stream, from, limit));
  }

  readAll(after: Position, limit: number): Promise<LogPage> {
    return this.#then(() => this.#inner.readAll(after, limit));
  }

  head(): Promise<Position> {
    return this.#then(() => this.#inner.head());
  }

  onWake(listener: (by: Appender) => void): () => void {
    return this.#inner.onWake(listener);
  }

  #then<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return this.#recognised ? ask() : this.#look().then(ask);
  }

  #look(): Promise<void> {
    this.#looking ??= this.#recognise()
      .then(() => {
        this.#recognised = true;
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }
}
