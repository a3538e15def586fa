import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Spooled {
  readonly body: Blob;
  /** SHA-256 in hexadecimal digits. */
  readonly hash: string;
}

/**
 * Gives the whole content to `use`, from a file of this moment. S3 wants to know length and hash before the first byte, and what breaks
 * off on its way here must not replace what is there.
 */
export async function spooled<T>(content: Readable | Uint8Array, use: (whole: Spooled) => Promise<T>): Promise<T> {
  const file = join(tmpdir(), `colophon-blob-${randomUUID()}`);
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    const source = content instanceof Uint8Array ? Readable.from([content]) : content;
    await pipeline(source, hashing, createWriteStream(file, { mode: 0o600 }));
    return await use({ body: await openAsBlob(file), hash: hash.digest('hex') });
  } finally {
    await rm(file, { force: true });
  }
}
