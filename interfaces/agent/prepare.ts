import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClaimFolder } from './claim-folder.ts';
import { isTransient } from './http.ts';
import { downloadFile } from './transfer.ts';
import { md5, unpackTarZst } from './unpack.ts';
import type { Definition, ExtraFile } from './wire.ts';

/**
 * Lays out the folders of a claim: an empty work folder and everything that was made for the task before. Starts from nothing each time.
 * Throws what may pass as it came (the signed URLs of a new definition may serve) and everything else as CannotPrepare.
 */
export async function prepare(folder: ClaimFolder, definition: Definition, signal: AbortSignal): Promise<void> {
  try {
    await layOut(folder, definition, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw isTransient(error) ? error : new CannotPrepare((error as Error).message, { cause: error });
  }
}

/** The task cannot be run here, however often it is tried. */
export class CannotPrepare extends Error {}

async function layOut(folder: ClaimFolder, definition: Definition, signal: AbortSignal): Promise<void> {
  const { root, work } = folder;
  await rm(root, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 0o700 });
  folder.save({});
  await symlink(folder.record.task, join(root, 'current'));
  for (const { id, artifacts } of definition.parents) {
    await mkdir(join(root, id), { recursive: true });
    for (const { path, size, s3_url: url } of artifacts) await downloadFile({ url, size, file: join(root, id, path), signal });
  }
  for (const file of definition.extra_files ?? []) await fetchExtraFile(join(root, 'extra_files'), file, signal);
}

async function fetchExtraFile(
  into: string,
  { name, s3_url: url, size, archive_hash: hash, unpack }: ExtraFile,
  signal: AbortSignal,
): Promise<void> {
  const file = join(into, name);
  await downloadFile({ url, size: size ?? null, file, signal });
  if (hash && (await md5(file)) !== hash) throw new Error(`${name} has not the MD5 ${hash} that was announced`);
  if (!unpack) return;
  try {
    await unpackTarZst(file, into);
  } catch (error) {
    throw new Error(`${name} cannot be unpacked: ${(error as Error).message}`, { cause: error });
  }
  await rm(file);
}
