import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { buckets, type BlobRef, type Blobs } from '../../application/ports/blobs.ts';
import type { BackupWriter } from './backup-folder.ts';
import type { Manifest } from './manifest.ts';
import { NotEmpty } from './not-empty.ts';

/** How many are done, of how many. */
export type OnFiles = (done: number, total: number) => void;

const folder = 'blobs';

/** Adds every object, wherever it lies, as a file; those that are removed meanwhile are left out. @throws BlobsAway */
export async function addObjects(writer: BackupWriter, blobs: Blobs, onFiles: OnFiles): Promise<void> {
  let total = 0;
  for await (const _ of blobs.all()) total += 1;
  let done = 0;
  for await (const { bucket, key } of blobs.all()) {
    const content = await blobs.get({ bucket, key });
    if (content !== null) await writer.add(`${folder}/${bucket}/${key}`, content);
    onFiles((done += 1), Math.max(done, total));
  }
}

/** Puts the objects of a backup where this installation keeps its own. @throws BlobsAway */
export async function placeObjects({ files }: Manifest, from: string, blobs: Blobs, onFiles: OnFiles): Promise<void> {
  const objects = files.flatMap(({ name }) => refOf(name) ?? []);
  for (const [done, ref] of objects.entries()) {
    await blobs.put(ref, createReadStream(join(from, folder, ref.bucket, ref.key)));
    onFiles(done + 1, objects.length);
  }
}

/** @throws NotEmpty, BlobsAway */
export async function assertNoObjects(blobs: Blobs): Promise<void> {
  for await (const { bucket, key } of blobs.all())
    throw new NotEmpty(`The object storage (${bucket}/${key})`, 'Name an empty bucket with COLOPHON_BLOBS_URL.');
}

function refOf(name: string): BlobRef | null {
  const [first, second, ...key] = name.split('/');
  const bucket = buckets.find((each) => each === second);
  return first === folder && bucket !== undefined ? { bucket, key: key.join('/') } : null;
}
