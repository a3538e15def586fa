import type { Recorded } from '../../domain/kernel/event.ts';
import { beginning, type EventStore, type Position } from '../ports/event-store.ts';

/** Streams kept at most. */
const most = 2_000;
const pageSize = 500;

/**
 * Short streams that are asked for again and again, kept until they grow: before every answer what has happened since the last one is
 * passed over, so an answer is as fresh as `readAll`. Worth it where that costs nothing (`SharedTail`).
 */
export class RecentStreams {
  readonly #store: EventStore;
  readonly #kept = new Map<string, readonly Recorded[]>();
  readonly #reading = new Set<{ readonly stream: string; grown: boolean }>();
  /** Up to here what is kept is whole; null: nothing is kept yet. */
  #position: Position | null = null;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** @throws StoreUnavailable */
  async read(stream: string): Promise<readonly Recorded[]> {
    await this.#passOver();
    return this.#kept.get(stream) ?? this.#read(stream);
  }

  /** What grows while it is read may have been read too early, and is not kept. */
  async #read(stream: string): Promise<readonly Recorded[]> {
    const reading = { stream, grown: false };
    this.#reading.add(reading);
    try {
      const events = await this.#store.readStream(stream);
      if (this.#kept.size >= most) this.#kept.clear();
      if (!reading.grown) this.#kept.set(stream, events);
      return events;
    } finally {
      this.#reading.delete(reading);
    }
  }

  async #passOver(): Promise<void> {
    const page = this.#position === null ? null : await this.#store.readAll(this.#position, pageSize);
    if (page?.caughtUp) {
      for (const { stream } of page.events) this.#forget(stream);
      this.#moved(page.position);
    } else {
      const head = await this.#store.head();
      this.#kept.clear();
      for (const reading of this.#reading) reading.grown = true;
      this.#moved(head);
    }
  }

  #forget(stream: string): void {
    this.#kept.delete(stream);
    for (const reading of this.#reading) if (reading.stream === stream) reading.grown = true;
  }

  #moved(to: Position): void {
    if (to > (this.#position ?? beginning)) this.#position = to;
    else this.#position ??= to;
  }
}
