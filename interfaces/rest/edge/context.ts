import { STATUS_CODES } from 'node:http';
import type { Context } from 'koa';
import type { Ids } from '../../../application/ports/ids.ts';
import type { Logger } from '../../../application/ports/logger.ts';
import type { EdgeRefusal } from './refusals/edge-refusal.ts';
import { errorAnswer, laterKeys, problemDocument } from './refusals/error-body.ts';
import { refusalOf } from './refusals/failures.ts';
import type { OpenRequests } from './open-requests.ts';
import type { Reply } from './reply.ts';
import type { RawRequest } from './request/request.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The request of a koa context. */
export function requestOf(ctx: Context, ids: Ids, open: OpenRequests): RawRequest {
  const [rawPath = '/', ...search] = ctx.url.split('?');
  const given = ctx.get('X-Request-Id');
  return {
    method: ctx.method,
    url: ctx.url,
    rawPath,
    search: search.join('?'),
    headers: ctx.headers,
    message: ctx.req,
    id: uuid.test(given) ? given.toLowerCase() : ids.next(),
    baseUrl: baseUrlOf(ctx),
    address: ctx.ip,
    signal: open.add(ctx.res),
  };
}

/** Scheme and host through which the request came; without a usable `Host` the address that was connected to. */
function baseUrlOf(ctx: Context): string {
  const { localAddress, localPort } = ctx.socket;
  const host = /^[\w.:[\]-]+$/.test(ctx.host)
    ? ctx.host
    : `${localAddress?.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
  return `${ctx.protocol}://${host}`;
}

/** Sends what an operation replied. Everything is JSON, but for streams that name their own type. */
export function sendReply(ctx: Context, { status, body, stream, headers = {}, position }: Reply): void {
  ctx.status = status;
  for (const [name, value] of Object.entries(headers)) ctx.set(name, typeof value === 'string' ? value : [...value]);
  if (position !== undefined) ctx.set('X-Position', String(position));
  if (stream) ctx.body = stream;
  else if (body === undefined || status === 204) sendNothing(ctx, status);
  else sendJson(ctx, body);
}

/** Koa would turn an absent body into a 204 and give an empty one a type. */
function sendNothing(ctx: Context, status: number): void {
  ctx.body = '';
  ctx.status = status;
  ctx.remove('Content-Type');
}

export function sendJson(ctx: Context, body: unknown, type = 'application/json'): void {
  const status = ctx.status;
  ctx.body = JSON.stringify(body);
  ctx.status = status;
  ctx.type = type;
}

/** Sends a refusal, or what an error means; a defect of ours is logged whole and told as little as possible. */
export function sendError(ctx: Context, error: unknown, requestId: string, log: Logger): void {
  const known = refusalOf(error);
  if (!known) log.error({ err: error, request_id: requestId, method: ctx.method, path: ctx.path }, 'a request failed by a defect');
  const answer = known ? errorAnswer(known.refusals, requestId, known.status ?? undefined) : defect(requestId);
  ctx.status = answer.status;
  ctx.set(known?.headers ?? {});
  if (ctx.get('Accept') === 'application/problem+json') {
    return sendJson(ctx, problemDocument(answer, STATUS_CODES[answer.status] ?? 'Error'), 'application/problem+json');
  }
  const later = ctx.get('User-Agent').startsWith('arkindex-client/');
  sendJson(ctx, later ? laterKeys(answer, (known as EdgeRefusal | null)?.refusals ?? []) : answer.body);
}

const defect = (requestId: string) => ({
  status: 500,
  body: { detail: 'The server failed on this request.', problems: [], request_id: requestId },
});
