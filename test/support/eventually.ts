import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

/** So many turns of this program are let go by at once; whoever is then still waited for is another program, or slow. */
const atOnce = 1_000;

/** Waits until the condition holds and gives its truthy value. Throws when it does not within the time, in milliseconds. */
export async function eventually<T>(what: string, condition: () => T | Promise<T>, withinMs = 60_000): Promise<NonNullable<T>> {
  const end = performance.now() + withinMs;
  for (let turns = 0; ; turns += 1) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`It did not come about within ${withinMs} ms that ${what}.`);
    await (turns < atOnce ? turn() : pause(5));
  }
}

/** Lets everything that can go on at once go on. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await turn();
}
