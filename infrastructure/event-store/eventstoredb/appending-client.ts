import {
  DeadlineExceededError,
  NO_STREAM,
  WrongExpectedVersionError,
  type AppendResult,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { Clock } from '../../../application/ports/clock.ts';
import type { EventStoreAddress } from './address.ts';
import { isAway } from './away.ts';
import { GreetedClient, type Line } from './greeted-client.ts';
import type { AppendRun } from './append-run.ts';
import { Places } from './places.ts';
import type { Proposed } from './proposed.ts';

/** Appends under way at most; more only wait in the server instead of here. */
const inFlight = 512;
/** Nothing is ever written to it. */
const greetingStream = 'colophon-greeting';
/** How often one append is sent at most. */
const mostSendings = 4;

/**
 * The client that appends, watched over: {@link Proposed} appends are sent in the order in which they come.
 *
 *     append ─► a place ─► first call made ─► sent ─► answered
 *                 ▲               ▲            ├─► away: the next append makes a first call again
 *                 │               │            └─► no answer in time: the client is replaced ─► this append is told "away";
 *                 └───────────────┴──── others that were under way are sent again, with the same ids ◄─┘
 *
 * The first call is an append of nothing: the library may send the first append of a stream of appends after the second one.
 * What is sent again may so come to stand before what was told "away": appends of an {@link AppendRun} are sent once each.
 */
export class AppendingClient {
  readonly #client: GreetedClient;
  readonly #places = new Places(inFlight);

  constructor(address: EventStoreAddress, clock: Clock) {
    this.#client = new GreetedClient(address, clock, appendNothing);
  }

  /** @throws errors of the library, and StoreUnavailable when no answer came in time */
  async append(append: Proposed, run?: AppendRun): Promise<AppendResult> {
    const place = this.#places.take();
    if (place) await place;
    try {
      if (run) return await this.#sendOnce(run, append);
      for (let sendings = 1; ; sendings++) {
        const line = await this.#client.greeted();
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
    await this.#client.greeted();
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #sendOnce(run: AppendRun, append: Proposed): Promise<AppendResult> {
    const line = await (run.line ??= this.#client.greeted());
    run.assertWhole(line);
    try {
      return await this.#send(line, append);
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) run.break();
      throw error;
    }
  }

  async #send(line: Line, { stream, expected, events }: Proposed): Promise<AppendResult> {
    try {
      return await this.#client.inTime(line, line.client.appendToStream(stream, events, { expectedRevision: expected }));
    } catch (error) {
      if (isUnsure(error)) this.#client.doubt(line);
      throw error;
    }
  }
}

async function appendNothing(client: EventStoreDBClient): Promise<void> {
  try {
    await client.appendToStream(greetingStream, [], { expectedRevision: NO_STREAM });
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
  }
}

/** The server gives up an append that another one with the same events has overtaken while it was written: made again, it is recognised. */
const isGivenUp = (error: unknown): boolean => error instanceof DeadlineExceededError;

/** Says nothing of whether the append was written. */
const isUnsure = (error: unknown): boolean => !isGivenUp(error) && isAway(error);
