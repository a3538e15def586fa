import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Context, Middleware, Next } from 'koa';
import type { AnyOperation } from '../operation.ts';
import { EdgeRefusal, httpRefusal, invalid } from '../refusals/edge-refusal.ts';
import type { RawRequest } from '../request/request.ts';
import { documentProblems } from './check-document.ts';
import { fullDocument, type DocumentOptions } from './full.ts';
import { pageOf, pagePolicy } from './page.ts';
import { slimDocument } from './slim.ts';

interface Ready {
  readonly plain: Buffer;
  readonly gzipped: Buffer;
  readonly etag: string;
}

/** What is served, ready to be sent. */
interface Documents {
  readonly page: string;
  readonly formats: Readonly<Record<string, Ready>>;
}

/**
 * `GET /api/v1/openapi/`: public, served from memory, also while the database is away; a worker that fails to get it ends (api.md §1.1).
 * `/api-docs/` shows the same to people. Made when it is first asked for: it would take a seventh of every start.
 */
export function documents(operations: readonly AnyOperation[], options: DocumentOptions): Middleware<{ readonly request: RawRequest }> {
  let made: Documents | null = null;
  const ready = (): Documents => (made ??= make(operations, options));
  return async (ctx, next: Next) => {
    const { rawPath, search } = ctx.state.request;
    if (rawPath === '/api-docs/') return sendPage(ctx, ready().page);
    if (rawPath.replace(/\/$/, '') !== `${options.prefix}/openapi`) return next();
    if (!['GET', 'HEAD'].includes(ctx.method)) throw httpRefusal(405, 'The document can only be read.', { Allow: 'GET, HEAD' });
    send(ctx, chosen(ready().formats, search));
  };
}

/** Later clients need another declaration of some operations; of those here none differs. @throws Error naming what would make clients fail */
function make(operations: readonly AnyOperation[], options: DocumentOptions): Documents {
  const full = fullDocument(operations, options);
  const problems = documentProblems(full);
  if (problems.length > 0) throw new Error(`The OpenAPI document is unusable:\n${problems.join('\n')}`);
  const [slimReady, fullReady] = [slimDocument(full), full].map((document) => readyOf(document)) as [Ready, Ready];
  return { page: pageOf(full), formats: { json: slimReady, 'openapi-json': slimReady, later: slimReady, full: fullReady } };
}

function chosen(formats: Readonly<Record<string, Ready>>, search: string): Ready {
  const format = new URLSearchParams(search).get('format') ?? 'json';
  const ready = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (!ready) throw new EdgeRefusal([invalid('format', `Must be one of ${Object.keys(formats).join(', ')}.`)]);
  return ready;
}

function send(ctx: Context, { plain, gzipped, etag }: Ready): void {
  ctx.set({ 'Access-Control-Allow-Origin': '*', ETag: etag, Vary: 'Accept-Encoding, User-Agent' });
  ctx.status = 200;
  if (ctx.fresh) return void (ctx.status = 304);
  const gzip = ctx.acceptsEncodings('gzip', 'identity') === 'gzip';
  if (gzip) ctx.set('Content-Encoding', 'gzip');
  ctx.body = gzip ? gzipped : plain;
  ctx.type = 'application/json';
}

function sendPage(ctx: Context, page: string): void {
  ctx.set({ 'Content-Security-Policy': pagePolicy, 'X-Content-Type-Options': 'nosniff' });
  ctx.body = page;
  ctx.type = 'text/html';
}

function readyOf(document: object): Ready {
  const plain = Buffer.from(JSON.stringify(document));
  return { plain, gzipped: gzipSync(plain), etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"` };
}
