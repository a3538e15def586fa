import { setTimeout as timeout } from 'node:timers/promises';
import type { Clock } from '../../application/ports/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  wait: (ms, signal) => timeout(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};
