import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the condition holds and gives its truthy value; throws when it does not within the time. */
export async function eventually<T>(what: string, condition: () => T | Promise<T>, withinMs = 20_000): Promise<NonNullable<T>> {
  for (const until = performance.now() + withinMs; performance.now() < until; await pause(10)) {
    const value = await condition();
    if (value) return value;
  }
  throw new Error(`Not within ${withinMs} ms: ${what}`);
}
