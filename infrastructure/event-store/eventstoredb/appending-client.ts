import {
  DeadlineExceededError,
  NO_STREAM,
  UnavailableError,
  WrongExpectedVersionError,
  type AppendResult,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { Clock } from '../../../application/ports/clock.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import type { EventStoreAddress } from './address.ts';
import { isAway } from './away.ts';
import { closeClient, openClient } from './client.ts';
import { Places } from './places.ts';
import type { Proposed } from './proposed.ts';

/** Appends under way at most; more only wait in the server instead of here. */
const inFlight = 512;
/** The library sets no limit to an append, and there are cases that a server never answers. */
export const answerWithinMs = 8_000;
/** Nothing is ever written to it. */
const greetingStream = 'colophon-greeting';
/** How often one append is sent at most. */
const mostSendings = 4;

/** A client, from its first call until it is replaced. */
interface Line {
  readonly client: EventStoreDBClient;
  replaced: boolean;
}

/**
 * The client that appends, watched over: {@link Proposed} appends are sent in the order in which they come.
 *
 *     append ─► a place ─► first call made ─► sent ─► answered
 *                 ▲               ▲            ├─► away: the next append makes a first call again
 *                 │               │            └─► no answer in time: the client is replaced ─► this append is told "away";
 *                 └───────────────┴──── others that were under way are sent again, with the same ids ◄─┘
 *
 * The first call is an append of nothing: the library may send the first append of a stream of appends after the second one.
 */
export class AppendingClient {
  readonly #address: EventStoreAddress;
  readonly #clock: Clock;
  readonly #places = new Places(inFlight);
  #line: Line | undefined;
  #greeting: Promise<Line> | undefined;
  #leaving: Promise<void> = Promise.resolve();

  constructor(address: EventStoreAddress, clock: Clock) {
    this.#address = address;
    this.#clock = clock;
  }

  /** @throws errors of the library, and StoreUnavailable when no answer came in time */
  async append(append: Proposed): Promise<AppendResult> {
    const place = this.#places.take();
    if (place) await place;
    try {
      for (let sendings = 1; ; sendings++) {
        const line = await (this.#greeting ??= this.#greet());
        try {
          return await this.#send(line, append);
        } catch (error) {
          if (sendings === mostSendings || !(isGivenUp(error) || (line.replaced && isUnsure(error)))) throw error;
        }
      }
    } finally {
      this.#places.giveBack();
    }
  }

  /** Makes the first call, if it is still to be made. @throws like `append` */
  async greet(): Promise<void> {
    await (this.#greeting ??= this.#greet());
  }

  async close(): Promise<void> {
    if (this.#line) this.#replace(this.#line);
    await this.#leaving;
  }

  async #greet(): Promise<Line> {
    await this.#leaving;
    const line = (this.#line ??= { client: openClient(this.#address), replaced: false });
    try {
      await this.#answered(line, line.client.appendToStream(greetingStream, [], { expectedRevision: NO_STREAM }));
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) {
        this.#greeting = undefined;
        // It finds a server that was unavailable again by itself; of other failures it may keep what it asked the server at first.
        if (!isUnavailable(error)) this.#replace(line);
        throw error;
      }
    }
    return line;
  }

  async #send(line: Line, { stream, expected, events }: Proposed): Promise<AppendResult> {
    try {
      return await this.#answered(line, line.client.appendToStream(stream, events, { expectedRevision: expected }));
    } catch (error) {
      if (isUnsure(error) && this.#line === line) this.#greeting = undefined;
      throw error;
    }
  }

  async #answered(line: Line, answer: Promise<AppendResult>): Promise<AppendResult> {
    const over = new AbortController();
    const late = this.#clock.wait(answerWithinMs, over.signal).then(() => null);
    try {
      const result = await Promise.race([answer, late]);
      if (result) return result;
      this.#replace(line);
      throw new StoreUnavailable(new Error(`an append was not answered within ${answerWithinMs / 1_000} seconds`));
    } finally {
      over.abort();
    }
  }

  /** The old client's end must be over before another one appends: it rejects whatever is under way in this program. */
  #replace(line: Line): void {
    line.replaced = true;
    if (this.#line !== line) return;
    this.#line = undefined;
    this.#greeting = undefined;
    this.#leaving = closeClient(line.client, this.#clock);
  }
}

/** The server gives up an append that another one with the same events has overtaken while it was written: made again, it is recognised. */
const isGivenUp = (error: unknown): boolean => error instanceof DeadlineExceededError;

/** Says nothing of whether the append was written. */
const isUnsure = (error: unknown): boolean => !isGivenUp(error) && isAway(error);

const isUnavailable = (error: unknown): boolean =>
  error instanceof UnavailableError || (error instanceof Error && 'code' in error && error.code === 14);
