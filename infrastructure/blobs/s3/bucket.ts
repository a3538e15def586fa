import { setTimeout as pause } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { BlobsAway } from '../../../application/ports/blobs-away.ts';
import type { S3Address } from './address.ts';
import type { S3Limits } from './limits.ts';
import { noSuchObject, refusedBy } from './refused-by.ts';

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export interface S3Request {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Blob;
  /** SHA-256 of the body, in hexadecimal digits. */
  readonly hash?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One bucket of an S3-compatible storage: requests with our signature, within a time, and again where that helps. */
export class S3Bucket {
  readonly #address: S3Address;
  readonly #client: AwsClient;
  readonly #limits: S3Limits;

  constructor(address: S3Address, limits: S3Limits) {
    const { accessKeyId, secretAccessKey, region } = address;
    this.#address = address;
    this.#limits = limits;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });
  }

  /** The answer; null when there is no such object. @param path of the object, its segments in order; none: the bucket. @throws BlobsAway */
  async ask(method: string, path: readonly string[], request: S3Request = {}): Promise<Response | null> {
    const response = await this.#answer(method, path, request);
    if (response.ok) return response;
    if (method === 'HEAD') return this.#whyNot(response);
    const refused = await refusedBy(response, this.#address.bucket);
    if (refused === noSuchObject) return null;
    throw refused;
  }

  /** What refuses HEAD must not say why, not even whether object or bucket is absent: a list of the bucket tells. */
  async #whyNot({ status }: Response): Promise<null> {
    const listed = await this.#answer('GET', [], { query: { 'list-type': '2', 'max-keys': '1' } });
    if (!listed.ok) throw await refusedBy(listed, this.#address.bucket);
    await listed.body?.cancel();
    if (status === 404) return null;
    throw await refusedBy(new Response('', { status }), this.#address.bucket);
  }

  async #answer(method: string, path: readonly string[], { query = {}, body, hash, headers }: S3Request): Promise<Response> {
    const url = new URL([this.#address.root, ...path.map(encodeURIComponent)].join('/'));
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const init = { method, body: body ?? null, headers: { ...headers, 'X-Amz-Content-Sha256': hash ?? emptyHash } };
    return this.#inTheEnd(() => this.#once(url, init, body?.size ?? 0), this.#limits.pausesMs);
  }

  async #inTheEnd(once: () => Promise<Response>, [pauseMs, ...later]: readonly number[]): Promise<Response> {
    const answer = await once().catch((error: BlobsAway) => error);
    const mayPass = answer instanceof Response ? answer.status >= 500 || answer.status === 429 : !(answer instanceof TooLate);
    if (mayPass && pauseMs !== undefined) {
      if (answer instanceof Response) await answer.body?.cancel();
      await pause(pauseMs * (0.5 + Math.random()));
      return this.#inTheEnd(once, later);
    }
    if (answer instanceof Error) throw answer;
    return answer;
  }

  /**
   * The time is until an answer begins: how long a body then takes is the matter of who reads it. The signal frees the connection, but we do
   * not wait for it: the platform may lose it to the garbage collector before it fires, and then gives up only after five minutes.
   */
  async #once(url: URL, init: RequestInit, bytes: number): Promise<Response> {
    const { patienceMs, slowestBytesPerSecond } = this.#limits;
    const limitMs = patienceMs + (bytes / slowestBytesPerSecond) * 1000;
    const late = new AbortController();
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      reject(new TooLate(bytes, limitMs));
      late.abort();
    }, limitMs);
    try {
      return await Promise.race([this.#client.fetch(url, { ...init, signal: late.signal }), tooLate]);
    } catch (error) {
      throw error instanceof TooLate ? error : new BlobsAway('does not answer.', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}

class TooLate extends BlobsAway {
  constructor(bytes: number, limitMs: number) {
    super(
      `${bytes === 0 ? 'has not answered' : `has not taken ${bytes} bytes`} within ${limitMs < 1000 ? `${Math.ceil(limitMs)} ms` : `${Math.ceil(limitMs / 1000)} s`}.`,
    );
  }
}
