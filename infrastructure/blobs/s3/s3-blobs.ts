import { Readable } from 'node:stream';
import { BlobsAway } from '../../../application/ports/blobs-away.ts';
import { buckets, type BlobInfo, type BlobRef, type Blobs, type Listed } from '../../../application/ports/blobs.ts';
import { isKey, segmentsOf } from '../keys.ts';
import { SignedUrls } from '../signed-urls.ts';
import type { S3Address } from './address.ts';
import { S3Bucket } from './bucket.ts';
import { putInParts } from './in-parts.ts';
import { s3Limits } from './limits.ts';
import { listed } from './listed.ts';
import { spooled, type Spooled } from './spooled.ts';

/**
 * Objects in one bucket of an S3-compatible storage, below the name of our own bucket each; nodes on many machines share them. Clients
 * come through us with URLs that we sign, as with files: the storage need not be reachable for them.
 */
export class S3Blobs extends SignedUrls implements Blobs {
  readonly #bucket: S3Bucket;
  readonly #partBytes: number;

  constructor(address: S3Address, secret: string, limits = s3Limits) {
    super(secret);
    this.#bucket = new S3Bucket(address, limits);
    this.#partBytes = limits.partBytes;
  }

  /** @throws BlobsAway, like all here */
  async put(ref: BlobRef, content: Readable | Uint8Array): Promise<BlobInfo> {
    const path = segmentsOf(ref);
    return spooled(content, async (whole) => {
      await this.#putWhole(path, whole);
      const info = await this.info(ref);
      if (info?.size !== whole.body.size) throw new BlobsAway('does not show what it has just taken.');
      return info;
    });
  }

  async get(ref: BlobRef, range?: { readonly start: number; readonly end: number }): Promise<Readable | null> {
    const headers = range && { Range: `bytes=${range.start}-${range.end}` };
    const response = await this.#bucket.ask('GET', segmentsOf(ref), headers ? { headers } : {});
    if (response === null) return null;
    return response.body === null ? Readable.from([]) : contentOf(response.body);
  }

  async info(ref: BlobRef): Promise<BlobInfo | null> {
    const response = await this.#bucket.ask('HEAD', segmentsOf(ref));
    if (response === null) return null;
    const { headers } = response;
    return {
      size: Number(headers.get('content-length')),
      etag: headers.get('etag') ?? '',
      modified: new Date(headers.get('last-modified') ?? 0),
    };
  }

  async remove(ref: BlobRef): Promise<void> {
    const response = await this.#bucket.ask('DELETE', segmentsOf(ref));
    await response?.body?.cancel();
  }

  async *all(): AsyncGenerator<Listed> {
    for (const bucket of buckets)
      for await (const { name, size } of listed(this.#bucket, `${bucket}/`)) {
        const key = name.slice(bucket.length + 1);
        if (isKey(key)) yield { bucket, key, size };
      }
  }

  async #putWhole(path: readonly string[], whole: Spooled): Promise<void> {
    if (whole.body.size > this.#partBytes) return putInParts(this.#bucket, path, whole.body, this.#partBytes);
    const taken = await this.#bucket.ask('PUT', path, whole);
    await taken?.body?.cancel();
  }
}

/** What breaks off on the way is told like all that goes wrong there; what nobody reads gives its connection back. */
function contentOf(body: ReadableStream<Uint8Array>): Readable {
  async function* told(): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      throw new BlobsAway('broke off in the middle of an object.', { cause: error });
    }
  }
  const content = Readable.from(told(), { objectMode: false });
  return content.once('close', () => void (body.locked || body.cancel().catch(() => undefined)));
}
