import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buckets, type BlobInfo, type BlobRef, type Blobs, type Listed } from '../../../application/ports/blobs.ts';
import { SignedUrls } from '../signed-urls.ts';
import { pathOf } from './paths.ts';

const absent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Objects as files below one folder, reached from outside through `/blobs/<bucket>/<key>` with a signature. */
export class FilesystemBlobs extends SignedUrls implements Blobs {
  readonly #folder: string;

  constructor(folder: string, secret: string) {
    super(secret);
    this.#folder = folder;
  }

  async put(ref: BlobRef, content: Readable | Uint8Array): Promise<BlobInfo> {
    const target = pathOf(this.#folder, ref);
    const incoming = join(this.#folder, 'incoming', randomUUID());
    await mkdir(dirname(incoming), { recursive: true });
    try {
      await pipeline(content instanceof Uint8Array ? Readable.from([content]) : content, createWriteStream(incoming, { mode: 0o600 }));
      await flush(incoming);
      await mkdir(dirname(target), { recursive: true });
      await rename(incoming, target);
      await flush(dirname(target));
    } finally {
      await rm(incoming, { force: true });
    }
    return (await this.info(ref))!;
  }

  async get(ref: BlobRef, range?: { readonly start: number; readonly end: number }): Promise<Readable | null> {
    if ((await this.info(ref)) === null) return null;
    return createReadStream(pathOf(this.#folder, ref), range);
  }

  async info(ref: BlobRef): Promise<BlobInfo | null> {
    try {
      const found = await stat(pathOf(this.#folder, ref));
      if (!found.isFile()) return null;
      return { size: found.size, etag: `"${found.size.toString(16)}-${Math.floor(found.mtimeMs).toString(16)}"`, modified: found.mtime };
    } catch (error) {
      if (absent(error)) return null;
      throw error;
    }
  }

  async remove(ref: BlobRef): Promise<void> {
    await rm(pathOf(this.#folder, ref), { force: true });
  }

  async *all(): AsyncGenerator<Listed> {
    for (const bucket of buckets) {
      const root = join(this.#folder, bucket);
      for await (const path of filesBelow(root)) {
        const ref = { bucket, key: relative(root, path).replaceAll(sep, '/') };
        const info = await this.info(ref);
        if (info !== null) yield { ...ref, size: info.size };
      }
    }
  }
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder, { recursive: true }).catch((error: unknown) => {
    if (absent(error)) return [];
    throw error;
  });
  for await (const entry of entries) if (entry.isFile()) yield join(entry.parentPath, entry.name);
}

/** What was acknowledged must survive a power cut: the file's bytes, then the folder's entry. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
