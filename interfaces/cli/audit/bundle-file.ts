import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Problem } from '../problem.ts';

/** Whether a file is there already. @throws Problem when it is a folder that is named */
export function isThere(to: string): boolean {
  const found = statSync(to, { throwIfNoEntry: false });
  if (found?.isDirectory() || to.endsWith('/')) throw new Problem(`--to: ${to} is a folder. Name a file in it, e.g. bundle.jsonl.`);
  return found !== undefined;
}

/** Writes lines into a file that appears whole, or not at all; gives their number. @throws Problem */
export async function written(lines: AsyncIterable<string>, to: string): Promise<number> {
  const part = `${to}.part`;
  let count = 0;
  try {
    const file = createWriteStream(part, { mode: 0o600, flush: true });
    await once(file, 'open').catch((error: Error) => {
      throw new Problem(`--to: ${error.message}. Name a file in a folder that is there and that you may write to.`);
    });
    for await (const line of lines) {
      if (!file.write(line)) await once(file, 'drain');
      count += 1;
    }
    file.end();
    await finished(file);
    renameSync(part, to);
    return count;
  } finally {
    rmSync(part, { force: true });
  }
}
