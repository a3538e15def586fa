import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { AwsV4Signer } from 'aws4fetch';
import type { TestScope } from '../postgres.ts';

interface Kept {
  readonly content: Buffer;
  readonly modified: Date;
}

const key = { id: 'registers', secret: 'a secret/with+signs' };

/**
 * An object storage with one bucket, in memory. It answers to PUT, GET (with ranges), HEAD and DELETE as S3 does, and to nobody whose
 * signature or hash does not fit.
 */
export class TestS3 {
  readonly #server: Server;
  readonly #objects = new Map<string, Kept>();
  readonly bucket = 'scans';
  /** What is answered instead, to so many requests. */
  trouble: { status: number; code: string; times: number } | null = null;

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
    return [...this.#objects.keys()];
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const content = await buffer(request);
    const refuse = (status: number, code: string): void =>
      void response.writeHead(status).end(method === 'HEAD' ? '' : `<Error><Code>${code}</Code></Error>`);
    if (this.trouble !== null && this.trouble.times > 0) {
      this.trouble.times -= 1;
      return refuse(this.trouble.status, this.trouble.code);
    }
    const url = new URL(request.url ?? '', `http://${headers.host}`);
    if (!(await isSigned(request, url))) return refuse(403, 'SignatureDoesNotMatch');
    if (createHash('sha256').update(content).digest('hex') !== headers['x-amz-content-sha256'])
      return refuse(400, 'XAmzContentSHA256Mismatch');
    const [bucket, ...segments] = url.pathname.slice(1).split('/').map(decodeURIComponent);
    if (bucket !== this.bucket) return refuse(404, 'NoSuchBucket');
    this.#answer(method, segments.join('/'), content, headers.range, response, refuse);
  }

  #answer(
    method: string,
    name: string,
    content: Buffer,
    range: string | undefined,
    response: ServerResponse,
    refuse: (status: number, code: string) => void,
  ): void {
    if (method === 'PUT') {
      this.#objects.set(name, { content, modified: new Date() });
      return void response.end();
    }
    if (method === 'DELETE') {
      this.#objects.delete(name);
      return void response.writeHead(204).end();
    }
    const kept = this.#objects.get(name);
    if (!kept) return refuse(404, 'NoSuchKey');
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const part = from === undefined ? kept.content : kept.content.subarray(Number(from), Number(to) + 1);
    response.writeHead(from === undefined ? 200 : 206, {
      'Content-Length': part.length,
      ETag: `"${createHash('md5').update(kept.content).digest('hex')}"`,
      'Last-Modified': kept.modified.toUTCString(),
    });
    response.end(method === 'HEAD' ? undefined : part);
  }
}

/** Signs what came once more, with the secret and the time that it names: both must say the same. */
async function isSigned({ method = '', headers }: IncomingMessage, url: URL): Promise<boolean> {
  const given = headers.authorization ?? '';
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(given) ?? [];
  const signed = names.split(';').filter((name) => name !== 'host');
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    headers: Object.fromEntries(signed.map((name) => [name, String(headers[name])])),
    accessKeyId: key.id,
    secretAccessKey: key.secret,
    service: 's3',
    region: 'us-east-1',
    datetime: String(headers['x-amz-date']),
  });
  return (await signer.sign()).headers.get('authorization') === given;
}
