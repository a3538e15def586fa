import { setImmediate as turn } from 'node:timers/promises';

const most = 20_000;

/** Lets everything else go on until this holds. Only for what happens in this program: it does not wait for time to pass. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turns = 0; !(await holds()); turns += 1) {
    if (turns === most) throw new Error(`It did not come about that ${what}.`);
    await turn();
  }
}

/** Lets everything that can go on at once go on. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await turn();
}
