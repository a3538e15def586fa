import type { Metadata, Recorded } from '../../domain/kernel/event.ts';
import type { Clock } from '../ports/clock.ts';
import type { Appended, Appender, EventStore, Expected, LogPage, NewEvent, Position } from '../ports/event-store.ts';
import { KnownStretch } from './known-stretch.ts';
import { Wakes } from './wakes.ts';

/** Events read at a time at the head. */
const pageSize = 500;
/** For how long the end of what is known counts as the head while no wake says otherwise: less than the slow poll, the net under wakes. */
const trustMs = 200;
/** Who has waited so long for another's read that failed hears of it. One that failed sooner may have met a line of long ago: it is tried again. */
const waitedMs = 1000;

/**
 * Several follow the log at its end: read models, boards, reactors, answers. Each event is read once for all of them, and what this
 * program appends is not read at all where it follows what is known without a gap.
 *
 *     append ─► right behind what is known ─ yes ─► known ─► wake
 *                                         └─ no ──► others have appended too ─► wake
 *
 *     readAll(after) ─► after lies before what is known ─────────────────────────► read for itself
 *                   └─► after lies in it ─► is its end still the head? ─ yes ────► from memory
 *                                                  └ no ─► read on from its end ─► from memory
 *
 * So an answer lacks nothing that was appended here before the question, and of what other programs appended at most what no notice
 * has come of yet, for `trustMs`.
 */
export class SharedTail implements EventStore {
  readonly #inner: EventStore;
  readonly #clock: Clock;
  readonly #wakes = new Wakes();
  #known: KnownStretch | null = null;
  /** How often the log was said to have grown by what is not known here. */
  #growths = 0;
  /** The end of what is known was the head when the log had grown so often, and is trusted to be until then (ms since 1970). */
  #head: { readonly growths: number; readonly until: number } | null = null;
  #reading: Promise<void> | null = null;
  #stopListening: (() => void) | null = null;
  #ringing = false;

  constructor(inner: EventStore, clock: Clock) {
    this.#inner = inner;
    this.#clock = clock;
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    try {
      const appended = await this.#inner.append(stream, expected, events);
      this.#appended(stream, events, appended);
      return appended;
    } catch (error) {
      this.#growths++;
      throw error;
    } finally {
      this.#ring();
    }
  }

  readStream(stream: string, from?: number, limit?: number): Promise<readonly Recorded[]> {
    return this.#inner.readStream(stream, from, limit);
  }

  head(): Promise<Position> {
    return this.#inner.head();
  }

  onWake(listener: (by: Appender) => void): () => void {
    this.#stopListening ??= this.#inner.onWake((by) => {
      if (by === 'us') return;
      this.#growths++;
      this.#wakes.ring('others');
    });
    const stop = this.#wakes.add(listener);
    return () => {
      stop();
      if (!this.#wakes.none) return;
      this.#stopListening?.();
      this.#stopListening = null;
    };
  }

  async readAll(after: Position, limit: number): Promise<LogPage> {
    if (!this.#known?.covers(after)) return this.#readAside(after, limit);
    if (!this.#isAtHead) await this.#readOn();
    return this.#known.covers(after) ? this.#known.page(after, limit) : this.#readAside(after, limit);
  }

  get #isAtHead(): boolean {
    if (this.#stopListening === null || this.#head?.growths !== this.#growths) return false;
    return this.#clock.now().getTime() < this.#head.until;
  }

  #appended(stream: string, events: readonly NewEvent[], appended: Appended): void {
    const end = this.#known?.end;
    if (end === undefined || appended.positions.every((position) => position <= end)) return;
    const isNext = appended.positions.every((position, index) => position === end + BigInt(index + 1));
    if (appended.written && isNext) this.#known?.extend(asRead(stream, events, appended));
    else this.#growths++;
  }

  /** Once for all that was appended together: what a batch wrote is acknowledged in one go. */
  #ring(): void {
    if (this.#ringing) return;
    this.#ringing = true;
    setImmediate(() => {
      this.#ringing = false;
      this.#wakes.ring('us');
    });
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
      const asked = this.#clock.now().getTime();
      const failed = await before.then(
        () => null,
        (error: Error) => error,
      );
      if (failed && this.#clock.now().getTime() - asked >= waitedMs) throw failed;
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

/** The events as a reader gets them: JSON keeps less than memory does. */
const asRead = (stream: string, events: readonly NewEvent[], { revision, position, positions }: Appended): readonly Recorded[] =>
  events.map(({ data, metadata, ...event }, index) => ({
    ...event,
    data: JSON.parse(JSON.stringify(data)) as unknown,
    metadata: JSON.parse(JSON.stringify(metadata)) as Metadata,
    stream,
    revision: revision - events.length + 1 + index,
    position: positions[index] ?? position,
  }));
