import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface WorkFile {
  /** below the work folder, with `/` */
  readonly path: string;
  readonly bytes: number;
}

export interface WorkFiles {
  readonly kept: readonly WorkFile[];
  /** paths that cannot be an artifact's: more than 255 characters, or bytes that are no UTF-8 */
  readonly left: readonly string[];
}

/** Every regular file below a folder, at any depth, in the order of their paths. Links are neither followed nor taken. */
export async function listWorkFiles(folder: string): Promise<WorkFiles> {
  const kept: WorkFile[] = [];
  const left: string[] = [];
  for await (const path of filesBelow(folder, '')) {
    const fits = path.length <= 255 && !path.includes('\uFFFD');
    if (fits) kept.push({ path, bytes: (await stat(join(folder, path))).size });
    else left.push(path);
  }
  return { kept, left };
}

async function* filesBelow(root: string, below: string): AsyncGenerator<string> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) yield* filesBelow(root, path);
    else if (entry.isFile()) yield path;
  }
}
