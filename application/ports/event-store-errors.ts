import type { Expected } from './event-store.ts';

/** The stream is not where the append expected it: load and decide again. */
export class WrongExpectedRevision extends Error {
  readonly stream: string;
  readonly expected: Expected;
  readonly actual: Expected;
  constructor(stream: string, expected: Expected, actual: Expected) {
    super(`Stream ${stream} is at ${actual}, not at ${expected} as expected.`);
    this.name = 'WrongExpectedRevision';
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** The append shares some, not all, of its event ids with what the stream holds: a defect of the writer, never retried. */
export class IdempotencyMismatch extends Error {
  readonly stream: string;
  constructor(stream: string) {
    super(`An append to ${stream} repeats only some of the events it was first made with.`);
    this.name = 'IdempotencyMismatch';
    this.stream = stream;
  }
}

/** Above 768 KiB or 500 events: a defect of the writer, who must split. */
export class AppendTooLarge extends Error {
  constructor(stream: string, bytes: number, events: number) {
    super(`An append to ${stream} of ${events} events and ${bytes} bytes is above the limit of 500 events and 786432 bytes.`);
    this.name = 'AppendTooLarge';
  }
}

/** The store is away; whether an append took effect is unknown: repeat it with the same ids. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super(`The event store does not answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'StoreUnavailable';
  }
}
