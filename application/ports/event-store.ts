import type { Metadata, Recorded } from '../../domain/kernel/event.ts';

/** Place in the one order of all events. Opaque but for its order; never invent one. 0 is before everything. */
export type Position = bigint;
export const beginning: Position = 0n;

/** A revision of the stream, or that it does not exist; never "any": only then is a repeated append recognised. */
export type Expected = 'no_stream' | number;

export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly time: Date;
  readonly data: unknown;
  readonly metadata: Metadata;
}

export interface Appended {
  /** Revision and position of the last event of the append. */
  readonly revision: number;
  readonly position: Position;
  /** Positions of the events appended, in order. */
  readonly positions: readonly Position[];
  /** True: these events were written now, and not before. A store that cannot tell says false. */
  readonly written: boolean;
}

export interface LogPage {
  readonly events: readonly Recorded[];
  /** Position scanned: read on from here, also when nothing was found. */
  readonly position: Position;
  /** The page reached the head of the log as it was. */
  readonly caughtUp: boolean;
}

/** Who appended: this instance of the store (the wake comes before the append is acknowledged), or maybe another. */
export type Appender = 'us' | 'others';

/**
 * The log. An append is atomic and durable once acknowledged. The same append again (same stream, same ids in the same order)
 * is a no-op with the same answer, but for `written`. Positions increase strictly; a reader that has seen position q never meets a smaller one later.
 * An append of no events writes nothing and answers where the stream stands: revision -1 and position 0 when it does not exist.
 */
export interface EventStore {
  /** @throws WrongExpectedRevision, IdempotencyMismatch, AppendTooLarge, StoreUnavailable */
  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended>;
  /** Events of a stream from a revision (default 0) on, in order, at most so many (default all); none when it does not exist. @throws StoreUnavailable */
  readStream(stream: string, from?: number, limit?: number): Promise<readonly Recorded[]>;
  /** @throws StoreUnavailable */
  readAll(after: Position, limit: number): Promise<LogPage>;
  /** Position of the last event. @throws StoreUnavailable */
  head(): Promise<Position>;
  /** Calls the listener soon after an append by anybody; may call it for nothing, may miss one: keep a slow poll as the net. Returns the way to stop. */
  onWake(listener: (by: Appender) => void): () => void;
}
