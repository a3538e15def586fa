import type { Clock } from '../../../application/ports/clock.ts';
import type { EventStore, Position } from '../../../application/ports/event-store.ts';
import { pollMs, subscribe, type SubscribeOptions } from '../../../application/log/subscription.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';

/** The machine's time, but no poll ever comes to its end: what arrives was woken. */
export const withoutPolls: Clock = {
  now: () => new Date(),
  wait: (ms, signal) =>
    ms === pollMs
      ? new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
      : systemClock.wait(ms, signal),
};

export interface Following {
  /** The events of these streams so far. */
  readonly seen: readonly Recorded[];
  readonly caughtUp: Promise<void>;
  /** Resolves once so many events have come; rejects when the subscription fails. */
  until(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Follows the log by wakes alone and collects the events of some streams. */
export function follow(store: EventStore, after: Position, streams: readonly string[], options: Partial<SubscribeOptions> = {}): Following {
  const seen: Recorded[] = [];
  const stopping = new AbortController();
  const caughtUp = Promise.withResolvers<void>();
  let waiting: { readonly count: number; readonly done: () => void }[] = [];
  const running = (async (): Promise<void> => {
    for await (const page of subscribe(store, { after, clock: withoutPolls, signal: stopping.signal, ...options })) {
      seen.push(...page.events.filter(({ stream }) => streams.includes(stream)));
      if (page.caughtUp) caughtUp.resolve();
      for (const { done } of waiting.filter(({ count }) => seen.length >= count)) done();
      waiting = waiting.filter(({ count }) => seen.length < count);
    }
  })();
  return {
    seen,
    caughtUp: caughtUp.promise,
    until: (count) => {
      const reached = new Promise<void>((done) => (seen.length >= count ? done() : waiting.push({ count, done })));
      return Promise.race([reached, running.then(() => Promise.reject(new Error('the subscription ended')))]);
    },
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
