import { createInterface } from 'node:readline/promises';
import { Problem } from '../problem.ts';

/**
 * Asks before something is destroyed. Without a terminal nobody can answer, so `--yes` must have been given.
 * @throws Problem when the answer is not yes
 */
export async function confirmed(question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new Problem(`${question} Nobody can be asked here: give --yes to say so, or --dry-run to see what would happen.`);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new Problem('Nothing was done.');
  } finally {
    asking.close();
  }
}
