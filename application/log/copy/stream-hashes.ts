import { hash, createHash } from 'node:crypto';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { digestOf } from './event-words.ts';

export interface StreamHash {
  readonly stream: string;
  readonly events: number;
  /** Of the stream's events in their order. Equal in two logs: equal streams. */
  readonly hash: string;
}

/** Counts and hashes of all streams of a log, and of the log. Memory grows with the streams (some 200 bytes each), not with the events. */
export class StreamHashes {
  readonly #streams = new Map<string, { events: number; hash: string }>();
  readonly #log = createHash('sha256');

  get streams(): number {
    return this.#streams.size;
  }

  /** Takes the log's next event. Returns the revision that its stream lacks before it; null when there is none such. */
  add({ stream, revision }: Recorded, words: string): number | null {
    this.#log.update(words).update('\n');
    const known = this.#streams.get(stream);
    if (!known) this.#streams.set(stream, { events: 1, hash: digestOf(words) });
    else known.hash = hash('sha256', known.hash + words, 'hex');
    const due = known ? known.events++ : 0;
    return revision === due ? null : due;
  }

  all(): readonly StreamHash[] {
    return [...this.#streams].map(([stream, { events, hash: own }]) => ({ stream, events, hash: own }));
  }

  /** Of all events in the order of the log. */
  logHash(): string {
    return this.#log.copy().digest('hex');
  }
}
