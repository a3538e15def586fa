import type { Clock } from '../../application/ports/clock.ts';

/** A queue that does not answer within this time is away: what it would be told is told again from the open jobs. */
const patienceMs = 2_000;

/** Whether it succeeded, told soon in any case. What comes of it later is nobody's concern. */
export async function succeedsSoon(clock: Clock, attempt: () => Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const done = attempt().then(
    () => true,
    () => false,
  );
  const late = clock.wait(patienceMs, over.signal).then(() => false);
  return Promise.race([done, late]).finally(() => over.abort('over')); // without a reason an error with its stack is made
}
