import type { Recorded } from '../../domain/kernel/event.ts';
import type { Appended, Appender, EventStore, Expected, LogPage, NewEvent, Position } from '../../application/ports/event-store.ts';
import { IdempotencyMismatch, WrongExpectedRevision } from '../../application/ports/event-store-errors.ts';

/** The smallest log that keeps the port's promises about appends, for tests of what stands above it. */
export class MemoryLog implements EventStore {
  readonly all: Recorded[] = [];
  readonly #listeners = new Set<(by: Appender) => void>();
  /** Runs before each append: throw to be away, append to be faster. */
  beforeAppend: (stream: string) => Promise<void> | void = () => undefined;
  /** Runs after each append took effect: throw to lose the answer. */
  afterAppend: (stream: string) => void = () => undefined;

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    await this.beforeAppend(stream);
    const appended = this.#repeated(stream, events) ?? this.#write(stream, expected, events);
    this.afterAppend(stream);
    for (const listener of this.#listeners) listener('others');
    return appended;
  }

  async readStream(stream: string, from = 0, limit = Infinity): Promise<readonly Recorded[]> {
    return this.all.filter((event) => event.stream === stream && event.revision >= from).slice(0, limit);
  }

  async readAll(after: Position, limit: number): Promise<LogPage> {
    const later = this.all.filter((event) => event.position > after);
    const events = later.slice(0, limit);
    return { events, position: events.at(-1)?.position ?? after, caughtUp: later.length <= limit };
  }

  async head(): Promise<Position> {
    return this.all.at(-1)?.position ?? 0n;
  }

  onWake(listener: (by: Appender) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #repeated(stream: string, events: readonly NewEvent[]): Appended | null {
    const known = this.all.filter((event) => event.stream === stream && events.some(({ id }) => id === event.id));
    if (known.length === 0) return null;
    if (known.map(({ id }) => id).join() !== events.map(({ id }) => id).join()) throw new IdempotencyMismatch(stream);
    return appendedBy(known, false);
  }

  #write(stream: string, expected: Expected, events: readonly NewEvent[]): Appended {
    const length = this.all.filter((event) => event.stream === stream).length;
    const actual = length === 0 ? 'no_stream' : length - 1;
    if (actual !== expected) throw new WrongExpectedRevision(stream, expected, actual);
    const written = events.map((event, index) => ({
      ...event,
      stream,
      revision: length + index,
      position: BigInt(this.all.length + index + 1),
    }));
    this.all.push(...written);
    return appendedBy(written, true);
  }
}

const appendedBy = (events: readonly Recorded[], written: boolean): Appended => {
  const last = events.at(-1);
  if (!last) throw new Error('An append needs an event.');
  return { revision: last.revision, position: last.position, positions: events.map(({ position }) => position), written };
};
