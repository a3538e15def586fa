import type { Clock } from '../../application/ports/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  wait: (ms, signal) => new Promise((resolve) => sleep(ms, signal, resolve)),
};

/** `timers/promises` makes an error with its stack at every abort; sleepers here are woken hundreds of times a second. */
function sleep(ms: number, signal: AbortSignal | undefined, done: () => void): void {
  if (signal?.aborted) return done();
  const end = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    done();
  };
  const timer = setTimeout(end, ms);
  signal?.addEventListener('abort', end);
}
