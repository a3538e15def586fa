import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { BlobsAway } from '../../../application/ports/blobs-away.ts';
import type { BlobInfo, BlobRef, Blobs } from '../../../application/ports/blobs.ts';
import { segmentsOf } from '../keys.ts';
import { SignedUrls } from '../signed-urls.ts';
import type { S3Address } from './address.ts';
import { refusedBy } from './refused-by.ts';
import { spooled } from './spooled.ts';

/** Until an answer begins. How long a body then takes is the matter of who reads it. */
const patienceMs = 20_000;
/** What a server in trouble answers is asked again so often, with pauses that double. */
const again = { retries: 3, initRetryMs: 100 };
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

interface Asked {
  readonly body?: Blob;
  readonly hash?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Objects in one bucket of an S3-compatible storage, below the name of our own bucket each; nodes on many machines share them. Clients
 * come through us with URLs that we sign, as with files: the storage need not be reachable for them.
 */
export class S3Blobs extends SignedUrls implements Blobs {
  readonly #address: S3Address;
  readonly #client: AwsClient;

  constructor(address: S3Address, secret: string) {
    super(secret);
    this.#address = address;
    const { accessKeyId, secretAccessKey, region } = address;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', ...again });
  }

  /** @throws BlobsAway, like all here */
  async put(ref: BlobRef, content: Readable | Uint8Array): Promise<BlobInfo> {
    const url = this.#urlOf(ref);
    await spooled(content, (whole) => this.#ask('PUT', url, whole));
    const info = await this.info(ref);
    if (info === null) throw new BlobsAway('does not show what it has just taken.');
    return info;
  }

  async get(ref: BlobRef, range?: { readonly start: number; readonly end: number }): Promise<Readable | null> {
    const headers = range && { Range: `bytes=${range.start}-${range.end}` };
    const response = await this.#ask('GET', this.#urlOf(ref), headers ? { headers } : {});
    if (response === null) return null;
    return response.body === null ? Readable.from([]) : Readable.fromWeb(response.body as ReadableStream);
  }

  async info(ref: BlobRef): Promise<BlobInfo | null> {
    const response = await this.#ask('HEAD', this.#urlOf(ref));
    if (response === null) return null;
    const { headers } = response;
    return {
      size: Number(headers.get('content-length')),
      etag: headers.get('etag') ?? '',
      modified: new Date(headers.get('last-modified') ?? 0),
    };
  }

  async remove(ref: BlobRef): Promise<void> {
    const response = await this.#ask('DELETE', this.#urlOf(ref));
    await response?.body?.cancel();
  }

  #urlOf(ref: BlobRef): string {
    return [this.#address.root, ...segmentsOf(ref).map(encodeURIComponent)].join('/');
  }

  /** The answer; null when there is no such object. */
  async #ask(method: string, url: string, { body, hash = emptyHash, headers = {} }: Asked = {}): Promise<Response | null> {
    const response = await this.#answer(url, {
      method,
      body: body ?? null,
      headers: { ...headers, 'X-Amz-Content-Sha256': hash },
    });
    if (response.ok) return response;
    const refused = await refusedBy(response);
    if (refused === null) return null;
    throw refused;
  }

  async #answer(url: string, init: RequestInit): Promise<Response> {
    const late = new AbortController();
    const timer = init.body ? undefined : setTimeout(() => late.abort(), patienceMs);
    try {
      return await this.#client.fetch(url, { ...init, signal: late.signal });
    } catch (error) {
      throw new BlobsAway('does not answer.', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}
