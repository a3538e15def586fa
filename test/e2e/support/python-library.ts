import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const version = '0.3.5';

/**
 * A Python that has the unmodified worker library, in a virtual environment kept for later runs: from the folder that
 * `COLOPHON_TEST_WHEELS` names, else from the user's own package index. Else why there is none.
 */
export async function pythonWithLibrary(): Promise<{ readonly python: string } | { readonly lacks: string }> {
  const wheels = process.env.COLOPHON_TEST_WHEELS;
  const key = createHash('sha256')
    .update(`${version} ${wheels ?? ''} ${process.getuid?.()}`)
    .digest('hex')
    .slice(0, 12);
  const home = join(tmpdir(), `colophon-python-${key}`);
  const python = join(home, 'bin', 'python');
  if (existsSync(join(home, 'ready'))) return { python };
  await rm(home, { recursive: true, force: true });
  try {
    await run('python3.11', ['-m', 'venv', home]);
  } catch (error) {
    return { lacks: `python3.11 with venv is needed: ${firstLine(error)}` };
  }
  const source = wheels ? ['--no-index', '--find-links', wheels] : [];
  try {
    await run(python, [
      '-m',
      'pip',
      'install',
      '-q',
      '--disable-pip-version-check',
      ...source,
      `arkindex-base-worker==${version}`,
      'numpy==1.26.4',
    ]);
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    return { lacks: `the library cannot be installed (COLOPHON_TEST_WHEELS may name a folder of wheels): ${firstLine(error)}` };
  }
  await writeFile(join(home, 'ready'), '');
  return { python };
}

const firstLine = (error: unknown): string => (error as Error).message.split('\n').find((line) => line.trim() !== '') ?? '';
