import { END, TimeoutError, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client';
import type { Clock } from '../../../application/ports/clock.ts';

const firstPauseMs = 50;
const longestPauseMs = 5_000;

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
  readonly #client: EventStoreDBClient;
  readonly #clock: Clock;
  readonly #onGrowth: () => void;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;

  constructor(client: EventStoreDBClient, clock: Clock, onGrowth: () => void) {
    this.#client = client;
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

  /** Until the subscription ends: it never opens again by itself. */
  #listen(): Promise<'dropped' | 'lost' | 'refused'> {
    const { promise, resolve } = Promise.withResolvers<'dropped' | 'lost' | 'refused'>();
    const { signal } = this.#closing;
    const subscription: AllStreamSubscription = this.#client.subscribeToAll({ fromPosition: END });
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
