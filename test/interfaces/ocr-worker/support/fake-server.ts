import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly key: string | undefined;
  readonly authorization: string | undefined;
};

/** `cut` closes the connection instead of an answer; `silence` never answers. */
export type Answer =
  | { readonly status: number; readonly body?: object | Buffer; readonly headers?: Record<string, string> }
  | { readonly how: 'cut' | 'cut in the middle' | 'silence' };

/** A server that records what it is asked and answers what the test says; `seen` settles when a request for which it holds has come. */
export async function fakeServer(answer: (request: Recorded) => Answer) {
  const requests: Recorded[] = [];
  const watchers = new Set<() => void>();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const recorded = { method, path: url, body, key: headers['idempotency-key']?.toString(), authorization: headers.authorization };
      requests.push(recorded);
      reply(request, response, answer(recorded));
      watchers.forEach((watch) => watch());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    /** Lines such as `GET /api/v1/element/…/`. */
    lines: (): readonly string[] => requests.map(({ method, path }) => `${method} ${path}`),
    seen: (holds: (request: Recorded) => boolean): Promise<void> =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (!requests.some(holds)) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
export type FakeServer = Awaited<ReturnType<typeof fakeServer>>;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

function reply(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if ('how' in answer) {
    if (answer.how === 'cut') request.socket.destroy();
    if (answer.how === 'cut in the middle') {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"', () => request.socket.destroy());
    }
    return;
  }
  const { status, body, headers } = answer;
  response.writeHead(status, headers);
  response.end(Buffer.isBuffer(body) ? body : body === undefined ? '' : JSON.stringify(body));
}
