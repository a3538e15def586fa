import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { freePort } from '../../../support/free-port.ts';
import { FakeClaims } from './fake-claims.ts';
import type { FakeClaim, TaskPlan } from './fake-claims.ts';

export const farm = '3f0c0a52-5a0e-4d0b-9f7e-0d5f6f3f1a01';
export const seed = 'a seed of many words';

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
}

type Fault = (request: { method: string; path: string; body: Record<string, unknown> }) => number | 'cut' | 'lose' | undefined;

/** A server as an agent sees it: registration, long polls, definitions, reports, signed URLs. Records every request that it answered. */
export class FakeServer {
  readonly requests: Recorded[] = [];
  readonly claims = new FakeClaims();
  readonly blobs = new Map<string, Buffer>();
  /** The polls that are open now, by the tasks that each names. */
  readonly openPolls = new Set<readonly string[]>();
  /** How many were ever open at once. */
  mostPolls = 0;
  /** Answers a request with a status instead; cuts its connection before it is obeyed; or obeys it and loses the answer. */
  fault: Fault = () => undefined;
  validTokens = new Set<string>();
  validRefresh = new Set<string>();
  tokenSeconds = 900;
  #server: Server | null = null;
  #port = 0;
  readonly #changed = new EventEmitter().setMaxListeners(0);

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens: at first on any free port, later on the same one again (or on a new one). */
  async open(port = this.#port): Promise<this> {
    this.#server = createServer((request, response) => void this.#serve(request, response)).listen(port || (await freePort()), '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** As a killed server: every connection breaks. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  /** Resolves with what `look` finds, as soon as it finds something. */
  async until<T>(look: () => T | undefined | null | false): Promise<T> {
    for (;;) {
      const found = look();
      if (found) return found;
      await once(this.#changed, 'change');
    }
  }

  give(plan: TaskPlan): FakeClaim {
    const claim = this.claims.add(plan);
    this.#changed.emit('change');
    return claim;
  }

  change(act: () => void): void {
    act();
    this.#changed.emit('change');
  }

  /** The accepted reports of a task, in order. */
  reports(task: string, status = 200): Record<string, unknown>[] {
    return this.requests
      .filter(({ method, path, status: s }) => method === 'PATCH' && path.includes(task) && s === status)
      .map(({ body }) => body);
  }

  reported(task: string, state: string): Promise<Record<string, unknown>> {
    return this.until(() => this.reports(task).find((report) => report.state === state));
  }

  /** The agent waits for work and has none. To be asked for after a task of it has ended. */
  async idle(): Promise<void> {
    await this.until(() => [...this.openPolls].some((known) => known.length === 0));
  }

  blob(key: string): string | undefined {
    return this.blobs.get(key)?.toString();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(request.url!, this.url);
    const method = request.method!;
    const raw = await buffer(request).catch(() => null);
    if (!raw) return;
    const body = path.startsWith('/blobs/') ? {} : (JSON.parse(raw.toString() || '{}') as Record<string, unknown>);
    const fault = this.fault({ method, path, body });
    const [status, answer] =
      typeof fault === 'number'
        ? [fault, { detail: 'a fault' }]
        : fault === 'cut'
          ? [0, null]
          : await this.#answer(request, response, path, query, body, raw);
    this.requests.push({ method, path, query, body, status, headers: request.headers });
    if (fault === 'cut' || fault === 'lose') request.socket.destroy();
    else if (Buffer.isBuffer(answer)) response.writeHead(status, { 'content-length': answer.length }).end(answer);
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    this.#changed.emit('change');
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
    raw: Buffer,
  ): Promise<[number, unknown]> {
    if (path.startsWith('/blobs/')) return this.#blob(request.method!, path, raw, request.headers);
    if (path === '/api/v1/agent/') return this.#register(body);
    if (path === '/api/v1/agent/refresh/')
      return this.validRefresh.has(String(body.refresh_token)) ? [200, this.#access()] : [401, { detail: 'no' }];
    if (!this.validTokens.has(request.headers.authorization?.replace('Bearer ', '') ?? '')) return [401, { detail: 'no' }];
    if (path === '/api/v1/agent/actions/') return [200, { actions: await this.#poll(response, query), next_poll_ms: 0 }];
    const [, task, operation] = /^\/api\/v1\/task\/([^/]+)\/([^/]+)\/$/.exec(path) ?? [];
    if (!task || !operation) return [404, { detail: 'unknown operation' }];
    const claim = this.claims.live(task);
    if (operation === 'definition') return claim ? [200, this.#definition(claim)] : [404, { detail: 'no live claim' }];
    if (operation === 'artifacts')
      return claim
        ? [201, { s3_put_url: `${this.url}/blobs/ponos-artifacts/${task}/${String(body.path)}?signature=x` }]
        : [409, refusal('late_report')];
    const { status, code } = this.claims.report(task, body as { state: string; term: number });
    return [status, code ? refusal(code) : { id: task, state: body.state, term: body.term }];
  }

  #register(body: Record<string, unknown>): [number, unknown] {
    const key = createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(String(body.public_key), 'base64').toString('base64url') },
    });
    const signed = Buffer.from(`${String(body.farm_id)}\n${String(body.issued_at)}\n${String(body.hostname)}`);
    if (!verify(null, signed, key, Buffer.from(String(body.signature), 'base64'))) return [403, refusal('forbidden')];
    if (body.farm_id !== farm || body.seed !== seed) return [403, refusal('farm_seed_wrong')];
    const refresh = randomUUID();
    this.validRefresh.add(refresh);
    return [
      201,
      { id: randomUUID(), farm, ...this.#access(), refresh_token: refresh, refresh_expires: new Date(Date.now() + 1e9).toISOString() },
    ];
  }

  #access(): { access_token: string; access_expires: string } {
    const token = randomUUID();
    this.validTokens.add(token);
    return { access_token: token, access_expires: new Date(Date.now() + this.tokenSeconds * 1000).toISOString() };
  }

  async #poll(response: ServerResponse, query: URLSearchParams): Promise<object[]> {
    const known = query.getAll('task');
    this.change(() => this.openPolls.add(known));
    this.mostPolls = Math.max(this.mostPolls, this.openPolls.size);
    response.once('close', () => this.change(() => this.openPolls.delete(known)));
    const actions = await this.until(() => (this.openPolls.has(known) ? filled(this.claims.actionsFor(known)) : []));
    this.openPolls.delete(known);
    return actions;
  }

  #definition({ task, term, plan }: FakeClaim): object {
    const parents = Object.entries(plan.parents ?? {}).map(([id, files]) => ({
      id,
      artifacts: Object.entries(files).map(([path, content]) => ({
        path,
        size: Buffer.from(content).length,
        s3_url: this.#put(`parents/${id}/${path}`, content),
      })),
    }));
    const extra = (plan.extraFiles ?? []).map(({ content, ...file }) => ({
      ...file,
      size: content.length,
      s3_url: this.#put(`training/${file.name}`, content),
    }));
    return {
      id: task,
      term,
      attempt: 1,
      image: plan.image === undefined ? 'host' : plan.image,
      command: plan.command ?? null,
      env: { PONOS_TASK: task, PONOS_DATA: '/data', ARKINDEX_TASK_TOKEN: 'token', ARKINDEX_API_URL: 'http://elsewhere:1', ...plan.env },
      parents,
      extra_files: extra,
      log_put_url: `${this.url}/blobs/ponos-logs/${task}.log?signature=x`,
    };
  }

  #put(key: string, content: string | Buffer): string {
    if (!this.blobs.has(key)) this.blobs.set(key, Buffer.from(content));
    return `${this.url}/blobs/${key}?signature=x`;
  }

  #blob(method: string, path: string, raw: Buffer, headers: IncomingMessage['headers']): [number, unknown] {
    const key = decodeURIComponent(path.slice('/blobs/'.length));
    if (headers.authorization) return [403, { detail: 'credentials sent to the store' }];
    if (method === 'GET') return this.blobs.has(key) ? [200, this.blobs.get(key)] : [404, { detail: 'unknown object' }];
    if (Number(headers['content-length']) !== raw.length) return [403, { detail: 'no length' }];
    this.blobs.set(key, raw);
    return [200, {}];
  }
}

const refusal = (code: string) => ({ detail: code, problems: [{ code, field: null, params: {} }] });

const filled = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);
