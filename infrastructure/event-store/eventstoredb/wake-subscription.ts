import { END, TimeoutError, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client';
import type { Clock } from '../../../application/ports/clock.ts';
import type { GreetedClient } from './greeted-client.ts';

const firstPauseMs = 50;
const longestPauseMs = 5_000;

type End = 'dropped' | 'lost' | 'refused';

/**
 * Hears that the log has grown, and nothing else of it.
 *
 *     subscribe from the end ─► confirmed: onGrowth ─► an event: onGrowth ─► … ─► dropped as too slow ─► at once again ─┐
 *        ▲                                                                  └───► lost ─► pause 50 ms, 100 ms, … 5 s ───┤
 *        └──────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
 *
 * A drop is normal: the server drops whoever is a little behind. What happened until the next confirmation is heard of with it.
 */
export class WakeSubscription {
  readonly #reader: GreetedClient;
  readonly #clock: Clock;
  readonly #onGrowth: () => void;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;

  constructor(reader: GreetedClient, clock: Clock, onGrowth: () => void) {
    this.#reader = reader;
    this.#clock = clock;
    this.#onGrowth = onGrowth;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (let pause = firstPauseMs; !signal.aborted;) {
      const end = await this.#listen();
      if (end === 'dropped') continue;
      if (end === 'lost') pause = firstPauseMs;
      await this.#clock.wait(pause, signal);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  }

  async #listen(): Promise<End> {
    try {
      const line = await this.#reader.greeted();
      const end = await this.#listenOn(line.client);
      if (end !== 'dropped') this.#reader.doubt(line);
      return end;
    } catch {
      return 'refused';
    }
  }

  /** Until the subscription ends: it never opens again by itself. */
  #listenOn(client: EventStoreDBClient): Promise<End> {
    const { promise, resolve } = Promise.withResolvers<End>();
    const { signal } = this.#closing;
    if (signal.aborted) return Promise.resolve('lost');
    const subscription: AllStreamSubscription = client.subscribeToAll({ fromPosition: END });
    let confirmed = false;
    const leave = (): void => {
      subscription.unsubscribe().catch(() => undefined);
      resolve('lost');
    };
    signal.addEventListener('abort', leave);
    subscription
      .on('confirmation', () => {
        confirmed = true;
        this.#onGrowth();
      })
      .on('data', this.#onGrowth)
      .on('end', () => resolve('lost'))
      .on('error', (error) => {
        if (!confirmed) resolve('refused');
        else resolve(error instanceof TimeoutError ? 'dropped' : 'lost');
      });
    return promise.finally(() => signal.removeEventListener('abort', leave));
  }
}
