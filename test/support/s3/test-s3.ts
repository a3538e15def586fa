import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestScope } from '../postgres.ts';
import { answerAbout } from './answers.ts';
import { Objects } from './objects.ts';
import { refusalOf } from './signature.ts';

const key = { id: 'registers', secret: 'a secret/with+signs', region: 'us-east-1' };

/**
 * An object storage with one bucket, in memory. It puts (whole and in parts), gets (with ranges), heads, lists and deletes as S3 does, for
 * nobody whose signature or hash does not fit. Seen beside OpenStack Swift and s3rver, to which the same contract was put.
 */
export class TestS3 {
  readonly #server: Server;
  readonly #objects = new Objects();
  readonly bucket = 'scans';
  /** What is answered instead, to so many requests of a method and an address, or of any; `deaf`: nothing is, `cut`: not the whole. */
  trouble: { status: number | 'deaf' | 'cut'; code: string; times: number; method?: string; of?: string } | null = null;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(t: TestScope): Promise<TestS3> {
    const s3 = new TestS3();
    s3.#server.listen(0, '127.0.0.1');
    await once(s3.#server, 'listening');
    t.teardown(() => s3.stop());
    return s3;
  }

  /** What to set; with another bucket, another secret. */
  url({ bucket = this.bucket, secret = key.secret } = {}): string {
    const { port } = this.#server.address() as AddressInfo;
    return `s3://${key.id}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${bucket}?tls=false`;
  }

  get names(): readonly string[] {
    return [...this.#objects.kept.keys()];
  }

  /** Begun and neither made whole nor given up. */
  get unfinished(): number {
    return this.#objects.uploads.size;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers, url = '' } = request;
    const content = await buffer(request).catch(() => null);
    if (content === null) return;
    const refuse = (status: number, code: string): void =>
      void response.writeHead(status).end(method === 'HEAD' ? '' : `<Error><Code>${code}</Code></Error>`);
    if (this.#isTrouble(method, url)) {
      const { status, code } = this.trouble!;
      if (status === 'cut') response.writeHead(200, { 'Content-Length': 1_000 }).write('half', () => response.destroy());
      else if (status !== 'deaf') refuse(status, code);
      return;
    }
    const refusal = refusalOf({ method, url, headers }, key, new Date());
    if (refusal !== null) return refuse(refusal === 'AuthorizationHeaderMalformed' ? 400 : 403, refusal);
    if (createHash('sha256').update(content).digest('hex') !== headers['x-amz-content-sha256'])
      return refuse(400, 'XAmzContentSHA256Mismatch');
    const { pathname, searchParams } = new URL(url, 'http://storage');
    const [bucket, ...segments] = pathname.slice(1).split('/').map(decodeURIComponent);
    if (bucket !== this.bucket) return refuse(404, 'NoSuchBucket');
    answerAbout(this.#objects, { method, name: segments.join('/'), query: searchParams, content, range: headers.range }, response, refuse);
  }

  #isTrouble(asked: string, url: string): boolean {
    const { trouble } = this;
    const { times = 0, method = asked, of = '' } = trouble ?? {};
    if (trouble === null || times === 0 || method !== asked || !url.includes(of)) return false;
    trouble.times -= 1;
    return true;
  }
}
