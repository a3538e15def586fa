import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { BlobInfo, BlobRef, Blobs, Bucket, Listed } from '../../application/ports/blobs.ts';

const keyOf = ({ bucket, key }: BlobRef): string => `${bucket}/${key}`;

/** Blobs in memory, by `<bucket>/<key>`; they sign no URLs. */
export class MemoryBlobs implements Blobs {
  readonly contents = new Map<string, Buffer>();

  async put(ref: BlobRef, content: Readable | Uint8Array): Promise<BlobInfo> {
    const bytes = content instanceof Uint8Array ? Buffer.from(content) : await buffer(content);
    this.contents.set(keyOf(ref), bytes);
    return infoOf(bytes);
  }

  async get(ref: BlobRef): Promise<Readable | null> {
    const bytes = this.contents.get(keyOf(ref));
    return bytes ? Readable.from([bytes]) : null;
  }

  async info(ref: BlobRef): Promise<BlobInfo | null> {
    const bytes = this.contents.get(keyOf(ref));
    return bytes ? infoOf(bytes) : null;
  }

  async remove(ref: BlobRef): Promise<void> {
    this.contents.delete(keyOf(ref));
  }

  async *all(): AsyncGenerator<Listed> {
    for (const [name, { length: size }] of this.contents) {
      const [bucket, ...key] = name.split('/');
      yield { bucket: bucket as Bucket, key: key.join('/'), size };
    }
  }

  signedUrl(): string {
    throw new Error('Blobs in memory have no address.');
  }

  verify(): null {
    return null;
  }

  text(key: string): string | undefined {
    return this.contents.get(key)?.toString();
  }
}

const infoOf = (bytes: Buffer): BlobInfo => ({ size: bytes.length, etag: String(bytes.length), modified: new Date(0) });
