import type { Clock } from '../../../../interfaces/ocr-worker/clock.ts';

/** A clock that only moves when somebody waits, and remembers how long. */
export function testClock() {
  const waits: number[] = [];
  const clock: Clock = {
    now: () => waits.reduce((sum, wait) => sum + wait, 0),
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  };
  return { clock, waits };
}
