import { strict as assert } from 'node:assert';
import { globSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs all test files below a folder of `test/` in this program, one after the other. To load the libraries takes longer than most files
 * run, so what touches nothing of its process shares one; `.taprc` leaves these files out of those that run by themselves.
 */
export async function together(folder: string, leftOut: readonly string[] = []): Promise<void> {
  const home = join(import.meta.dirname, '..', folder);
  const files = globSync('**/*.test.ts', { cwd: home, exclude: leftOut }).sort();
  assert.notEqual(files.length, 0, `there are no tests in ${home}`);
  for (const file of files) await import(join(home, file));
}
