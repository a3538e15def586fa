import { mkdtemp, readdir, rmdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, problem, warning, type Check, type Observation } from '../../application/health/check.ts';

/** Files that only their owner may read. */
const secret = /(\.key|^seed)$/;
const gib = 1024 ** 3;
const room = { problem: gib / 2, warning: 5 * gib };

/** The data folder can be written, nobody else can change it or read its keys, and there is room on its disk. */
export const dataFolderCheck = (folder: string): Check => ({
  name: 'data folder',
  vital: false,
  look: async () => [await writable(folder), ...(await privacy(folder)), ...(await space(folder))],
});

async function writable(folder: string): Promise<Observation> {
  try {
    await rmdir(await mkdtemp(join(folder, '.probe-')));
    return ok(`${folder} can be written.`);
  } catch (error) {
    const remedy = 'Give it to the user who runs this, or name another with COLOPHON_DATA.';
    return problem(`${folder} cannot be written: ${(error as Error).message}`, remedy);
  }
}

async function privacy(folder: string): Promise<readonly Observation[]> {
  const found: Observation[] = [];
  if (((await stat(folder)).mode & 0o022) !== 0) found.push(problem(`Others may write in ${folder}.`, `chmod go-w '${folder}'`));
  for (const name of (await readdir(folder)).filter((entry) => secret.test(entry))) {
    const path = join(folder, name);
    if (((await stat(path)).mode & 0o077) !== 0)
      found.push(problem(`Others may read ${path}, with which anybody can make tokens.`, `chmod 600 '${path}'`));
  }
  return found;
}

async function space(folder: string): Promise<readonly Observation[]> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const says = `${(free / gib).toFixed(1)} GiB are free on the disk of ${folder}.`;
  const remedy = 'Make room on that disk, or move the data folder to a larger one.';
  if (free < room.problem) return [problem(says, remedy)];
  return free < room.warning ? [warning(says, remedy)] : [ok(says)];
}
