import { LRUCache } from 'lru-cache';
import type { Recorded } from '../../domain/kernel/event.ts';
import { beginning, type EventStore, type Position } from '../ports/event-store.ts';

/** Streams kept at most, by default. */
const mostStreams = 2_000;
/** Longer streams are not kept; so many events of a stream are, on the average. */
const [longest, usual] = [2_000, 10];
const pageSize = 500;

/**
 * Short streams that are asked for again and again, kept and grown along with the log: before every answer what has happened since the
 * last one is passed over, so an answer is as fresh as `readAll`. Worth it where that costs nothing (`SharedTail`).
 */
export class RecentStreams {
  readonly #store: EventStore;
  readonly #kept: LRUCache<string, readonly Recorded[]>;
  readonly #reading = new Set<{ readonly stream: string; grown: boolean }>();
  /** Up to here what is kept is whole; null: nothing is kept yet. */
  #position: Position | null = null;

  constructor(store: EventStore, most = mostStreams) {
    this.#store = store;
    this.#kept = new LRUCache({ max: most, maxSize: most * usual, sizeCalculation: (events) => Math.max(1, events.length) });
  }

  /** @throws StoreUnavailable */
  async read(stream: string): Promise<readonly Recorded[]> {
    return (await this.known(stream)) ?? this.reread(stream);
  }

  /** Null: it is not kept. @throws StoreUnavailable */
  async known(stream: string): Promise<readonly Recorded[] | null> {
    await this.#passOver();
    return this.#kept.get(stream) ?? null;
  }

  /** From the store, whatever is kept. What grows while it is read may have been read too early, and is not kept. @throws StoreUnavailable */
  async reread(stream: string): Promise<readonly Recorded[]> {
    const reading = { stream, grown: false };
    this.#reading.add(reading);
    try {
      const events = await this.#store.readStream(stream);
      if (reading.grown || events.length > longest) this.#kept.delete(stream);
      else this.#kept.set(stream, events);
      return events;
    } finally {
      this.#reading.delete(reading);
    }
  }

  /** Takes it that a stream is new, from when it is about to be begun: it is kept as it grows. Wrong until it is read where it was not. */
  suppose(stream: string): void {
    this.#kept.set(stream, []);
  }

  async #passOver(): Promise<void> {
    const page = this.#position === null ? null : await this.#store.readAll(this.#position, pageSize);
    if (page?.caughtUp) {
      for (const event of page.events) this.#grow(event);
      this.#moved(page.position);
    } else {
      const head = await this.#store.head();
      this.#kept.clear();
      for (const reading of this.#reading) reading.grown = true;
      this.#moved(head);
    }
  }

  /** An event may be passed over more than once. */
  #grow(event: Recorded): void {
    for (const reading of this.#reading) if (reading.stream === event.stream) reading.grown = true;
    const events = this.#kept.peek(event.stream);
    if (!events || event.revision < events.length) return;
    if (event.revision === events.length && events.length < longest) this.#kept.set(event.stream, [...events, event]);
    else this.#kept.delete(event.stream);
  }

  #moved(to: Position): void {
    if (to > (this.#position ?? beginning)) this.#position = to;
    else this.#position ??= to;
  }
}
