import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Service } from '../../application/ports/service.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
}

/** Idle connections stay open so long: clients do not repeat what a closing one cut off. */
const keepAliveMs = 600_000;
/** Uploads of files may take hours. */
const longestRequestMs = 6 * 3_600_000;
/** What still runs when the server stops has so long to end. */
const drainMs = 3_000;

/**
 * Listens, and hands every request to one handler. Stopping it:
 *
 *   stop() ─► `stopping` aborts: the handler refuses what is asked from now on ─► what runs ends ─► nothing listens any more
 */
export class HttpServer implements Service {
  readonly name: string;
  readonly #where: HttpServerOptions;
  readonly #handlerFor: (stopping: AbortSignal) => RequestListener;
  readonly #stopping = new AbortController();
  readonly #running = new Set<ServerResponse>();
  #server: Server | null = null;
  #url = '';
  #stopped: Promise<void> | null = null;

  constructor(name: string, where: HttpServerOptions, handlerFor: (stopping: AbortSignal) => RequestListener) {
    this.name = name;
    this.#where = where;
    this.#handlerFor = handlerFor;
  }

  /** `http://<host>:<port>` as it listens; empty before the start. */
  get url(): string {
    return this.#url;
  }

  /** @throws the error of `listen`: EADDRINUSE when the port is taken, EACCES … */
  async start(): Promise<void> {
    const handler = this.#handlerFor(this.#stopping.signal);
    const server = createServer({ maxHeaderSize: 40 * 1024, keepAliveTimeout: keepAliveMs, requestTimeout: longestRequestMs });
    server.on('request', (request, response) => {
      this.#running.add(response);
      response.once('close', () => this.#running.delete(response));
      if (this.#stopping.signal.aborted) response.setHeader('Connection', 'close');
      void handler(request, response);
    });
    server.on('clientError', answerBrokenRequest);
    server.listen(this.#where.port, this.#where.host);
    await once(server, 'listening');
    const { address, family, port } = server.address() as AddressInfo;
    this.#url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    this.#server = server;
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    this.#stopping.abort();
    if (!server) return;
    const patience = AbortSignal.timeout(drainMs);
    const ended = Promise.all([...this.#running].map((response) => once(response, 'close', { signal: patience })));
    await ended.catch(() => undefined);
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }
}

/** What is no HTTP, or has headers beyond all limits, is answered as far as it can be. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify({
    detail: tooLarge ? 'The address or the headers are too long.' : 'This is no request that HTTP knows.',
    problems: [],
  });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
