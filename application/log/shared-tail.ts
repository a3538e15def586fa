import type { Recorded } from '../../domain/kernel/event.ts';
import type { Clock } from '../ports/clock.ts';
import type { Appended, EventStore, Expected, LogPage, NewEvent, Position } from '../ports/event-store.ts';
import { KnownStretch } from './known-stretch.ts';

/** Events read at a time at the head. */
const pageSize = 500;
/** For how long the end of what is known counts as the head while no wake says otherwise: less than the slow poll, the net under wakes. */
const trustMs = 200;

/**
 * Several read the same end of the log: read models, boards, reactors, answers. Each event is read once for all of them.
 *
 *     readAll(after) ─► after lies before what is known ─────────────────────────► read for itself
 *                   └─► after lies in it ─► is its end still the head? ─ yes ────► from memory
 *                                                  └ no ─► read on from its end ─► from memory
 *
 * A wake and an append of this program say that the end is not the head any more. So an answer lacks nothing that was appended here
 * before the question, and of what other programs appended at most what no notice has come of yet, for `trustMs`.
 */
export class SharedTail implements EventStore {
  readonly #inner: EventStore;
  readonly #clock: Clock;
  #known: KnownStretch | null = null;
  /** How often the log was said to have grown. */
  #growths = 0;
  /** The end of what is known was the head when the log had grown so often, and is trusted to be until then (ms since 1970). */
  #head: { readonly growths: number; readonly until: number } | null = null;
  #listeners = 0;
  #reading: Promise<void> | null = null;

  constructor(inner: EventStore, clock: Clock) {
    this.#inner = inner;
    this.#clock = clock;
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    try {
      return await this.#inner.append(stream, expected, events);
    } finally {
      this.#growths++;
    }
  }

  readStream(stream: string, from?: number): Promise<readonly Recorded[]> {
    return this.#inner.readStream(stream, from);
  }

  head(): Promise<Position> {
    return this.#inner.head();
  }

  onWake(listener: () => void): () => void {
    this.#listeners++;
    const stop = this.#inner.onWake(() => {
      this.#growths++;
      listener();
    });
    return () => {
      this.#listeners--;
      stop();
    };
  }

  async readAll(after: Position, limit: number): Promise<LogPage> {
    if (!this.#known?.covers(after)) return this.#readAside(after, limit);
    if (!this.#isAtHead) await this.#readOn();
    return this.#known.covers(after) ? this.#known.page(after, limit) : this.#readAside(after, limit);
  }

  get #isAtHead(): boolean {
    if (this.#listeners === 0 || this.#head?.growths !== this.#growths) return false;
    return this.#clock.now().getTime() < this.#head.until;
  }

  /** A reader far behind, or the first one: once at the head, what it read is where the others go on. */
  async #readAside(after: Position, limit: number): Promise<LogPage> {
    const growths = this.#growths;
    const page = await this.#inner.readAll(after, limit);
    if (page.caughtUp && (this.#known === null || page.position > this.#known.end)) {
      this.#known = new KnownStretch(after, page);
      this.#trust(growths);
    }
    return page;
  }

  /** Resolves once what is known holds everything that the log held when this was called, or a full page more. */
  async #readOn(): Promise<void> {
    const before = this.#reading;
    if (before) {
      await before.catch(() => undefined); // whoever began it hears of it
      if (this.#isAtHead) return;
    }
    await (this.#reading ??= this.#read());
  }

  async #read(): Promise<void> {
    const growths = this.#growths;
    try {
      const page = await this.#inner.readAll(this.#known?.end ?? 0n, pageSize);
      this.#known?.grow(page);
      if (page.caughtUp) this.#trust(growths);
    } finally {
      this.#reading = null;
    }
  }

  #trust(growths: number): void {
    this.#head = { growths, until: this.#clock.now().getTime() + trustMs };
  }
}
