import type { Clock } from '../ports/clock.ts';
import type { EventStore, LogPage, Position } from '../ports/event-store.ts';
import { StoreUnavailable } from '../ports/event-store-errors.ts';
import { Bell } from './bell.ts';

export interface SubscribeOptions {
  /** The position read last: what follows it comes. */
  readonly after: Position;
  /** Events read at a time; default 500. */
  readonly pageSize?: number;
  /** Only events of these types; pages without any still come, as their position is worth keeping. */
  readonly types?: readonly string[];
  /** Ends the iteration: no page comes after the abort. */
  readonly signal?: AbortSignal;
  readonly clock: Clock;
  /** The store is away: called before every pause. The subscription goes on by itself. */
  readonly onAway?: (error: StoreUnavailable) => void;
}

/** The net under wakes that got lost. */
export const pollMs = 1_000;
const firstPauseMs = 50;
const longestPauseMs = 5_000;

/**
 * The log from a position on, page by page, for ever: over any store, the one way to follow it.
 *
 *     read ──► a page of news, not yet the head ──► yield ──► read
 *      ▲   └─► the head ──► yield (when there is news, or for the first time) ──► wait for a wake or 1 s ─┐
 *      │   └─► the store is away ──► pause 50 ms, 100 ms, … 5 s ───────────────────────────────────────────┤
 *      └───────────────────────────────────────────────────────────────────────────────────────────────────┘
 *
 * Every event comes once, in order; a consumer that keeps `position` and subscribes after it again misses and repeats nothing.
 * Wakes are heard from before the first read, and one that comes while a page is read or worked on makes another read follow.
 */
export async function* subscribe(store: EventStore, options: SubscribeOptions): AsyncGenerator<LogPage, void, undefined> {
  const { pageSize = 500, signal, clock, onAway } = options;
  const types = options.types && new Set(options.types);
  const bell = new Bell();
  const ring = (): void => bell.ring();
  const stopListening = store.onWake(ring);
  signal?.addEventListener('abort', ring);
  let position = options.after;
  let atHead = false;
  let pause = firstPauseMs;
  try {
    while (!signal?.aborted) {
      bell.silence();
      const page = await readOr(store, position, pageSize, onAway);
      if (page === 'away') {
        await bell.sleep(clock, pause);
        pause = Math.min(pause * 2, longestPauseMs);
        continue;
      }
      if (signal?.aborted) return;
      pause = firstPauseMs;
      const news = page.position !== position || (page.caughtUp && !atHead);
      position = page.position;
      atHead = page.caughtUp;
      if (news) yield types ? { ...page, events: page.events.filter(({ type }) => types.has(type)) } : page;
      if (page.caughtUp) await bell.sleep(clock, pollMs);
    }
  } finally {
    signal?.removeEventListener('abort', ring);
    stopListening();
  }
}

async function readOr(store: EventStore, after: Position, limit: number, onAway: SubscribeOptions['onAway']): Promise<LogPage | 'away'> {
  try {
    return await store.readAll(after, limit);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    onAway?.(error);
    return 'away';
  }
}
