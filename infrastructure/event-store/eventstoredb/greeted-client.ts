import { UnavailableError, type EventStoreDBClient } from '@eventstore/db-client';
import type { Clock } from '../../../application/ports/clock.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import type { EventStoreAddress } from './address.ts';
import { closeClient, openClient } from './client.ts';
import { TimeLimit } from './time-limit.ts';

/** For longer the server is not waited for: the library sets no limit of its own, neither to an append nor to connecting. */
export const answerWithinMs = 8_000;

/** A client, from its first call until it is replaced. */
export interface Line {
  readonly client: EventStoreDBClient;
  replaced: boolean;
}

/**
 * A client of the library, watched over.
 *
 *     first call made ─► in use ─► a call ends without an answer: the next user makes a first call again
 *        │                └─► a call that has a limit is not answered within it ─┐
 *        └─► not answered in time: the client is replaced by another one ◄───────┘
 *
 * A connection that was made is asked for a sign of life by the library itself; one that was taken and never spoke is not, hence the limit.
 */
export class GreetedClient {
  readonly #address: EventStoreAddress;
  readonly #clock: Clock;
  readonly #firstCall: (client: EventStoreDBClient) => Promise<unknown>;
  readonly #limit: TimeLimit;
  #line: Line | undefined;
  #greeting: Promise<Line> | undefined;
  #leaving: Promise<void> = Promise.resolve();

  constructor(address: EventStoreAddress, clock: Clock, firstCall: (client: EventStoreDBClient) => Promise<unknown>) {
    this.#address = address;
    this.#clock = clock;
    this.#firstCall = firstCall;
    this.#limit = new TimeLimit(answerWithinMs, clock);
  }

  /** Makes the first call, if it is still to be made. @throws errors of the library, and StoreUnavailable when no answer came in time */
  async greeted(): Promise<Line> {
    return await (this.#greeting ??= this.#greet());
  }

  /** After a call that ended without an answer. */
  doubt(line: Line): void {
    if (this.#line === line) this.#greeting = undefined;
  }

  /** @throws StoreUnavailable when the answer has not come in time; the client is replaced then */
  inTime<Answer>(line: Line, answer: Promise<Answer>): Promise<Answer> {
    return this.#limit.within(answer, () => {
      this.#replace(line);
      return new StoreUnavailable(new Error(`the event store did not answer within ${answerWithinMs / 1_000} seconds`));
    });
  }

  async close(): Promise<void> {
    if (this.#line) this.#replace(this.#line);
    await this.#leaving;
  }

  async #greet(): Promise<Line> {
    await this.#leaving;
    const line = (this.#line ??= { client: openClient(this.#address), replaced: false });
    try {
      await this.inTime(line, this.#firstCall(line.client));
    } catch (error) {
      this.doubt(line);
      // It finds a server that was unavailable again by itself; of other failures it may keep what it asked the server at first.
      if (!isUnavailable(error)) this.#replace(line);
      throw error;
    }
    return line;
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

const isUnavailable = (error: unknown): boolean =>
  error instanceof UnavailableError || (error instanceof Error && 'code' in error && error.code === 14);
