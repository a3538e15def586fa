import { setTimeout as pause } from 'node:timers/promises';

/** One look at what is waited for. A server that is being restarted is looked at again. */
async function look<T>(condition: () => T | Promise<T>): Promise<T | Error> {
  try {
    return await condition();
  } catch (error) {
    return error as Error;
  }
}

/**
 * Waits until the condition gives a truthy value, which it returns; a condition that throws does not hold yet. Throws what was seen last
 * when that has not happened within the time.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  withinMs = 90_000,
): Promise<Exclude<T, false | null | undefined>> {
  let seen: T | Error = await look(condition);
  for (const end = performance.now() + withinMs; !seen || seen instanceof Error; seen = await look(condition)) {
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}`, { cause: seen });
    await pause(50);
  }
  return seen as Exclude<T, false | null | undefined>;
}
