import { subscribe } from '../log/subscription.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore, LogPage, Position } from '../ports/event-store.ts';

export interface FollowOptions {
  readonly after: Position;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onFailure: (error: unknown) => void;
}

const firstPauseMs = 100;
const longestPauseMs = 10_000;

/**
 * Follows the log until the signal aborts, whatever fails: a page that could not be worked on is read and worked on again after
 * growing pauses (0.1 s to 10 s), and nothing behind it before. The work bears repetition.
 */
export async function follow(
  store: EventStore,
  { after, clock, signal, onFailure }: FollowOptions,
  work: (page: LogPage) => Promise<void>,
): Promise<void> {
  let position = after;
  for (let pause = firstPauseMs; !signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      for await (const page of subscribe(store, { after: position, clock, signal })) {
        await work(page);
        position = page.position;
        pause = firstPauseMs;
      }
    } catch (error) {
      onFailure(error);
      await clock.wait(pause, signal);
    }
  }
}
