import type { Clock } from '../../../../application/ports/clock.ts';
import { EdgeRefusal } from '../refusals/edge-refusal.ts';

const patienceMs = 25_000;

/**
 * Makes the answer to what has been appended. A database that is away for a moment must not turn it into an error, because clients
 * repeat after an error what has taken effect (api.md §1.9 rule 1): so it is tried again while a client still waits.
 */
export async function afterAppend<Answer>(clock: Clock, make: () => Promise<Answer>): Promise<Answer> {
  const giveUpAt = clock.now().getTime() + patienceMs;
  for (let pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      return await make();
    } catch (error) {
      if (error instanceof EdgeRefusal || clock.now().getTime() + pause > giveUpAt) throw error;
      await clock.wait(pause);
    }
  }
}
