import Koa, { type Middleware } from 'koa';
import type { Figures } from '../../../application/ports/figures.ts';
import type { IdempotencyKeys } from '../../../application/ports/idempotency-keys.ts';
import type { Logger } from '../../../application/ports/logger.ts';
import type { ReadSide } from '../../../application/ports/read-side.ts';
import type { Refusals } from '../../../application/ports/refusals.ts';
import { api, apiPrefix } from './api.ts';
import { requestOf, sendError } from './context.ts';
import { crossOrigin } from './cross-origin.ts';
import { documents } from './documents/serve.ts';
import { health, type Readiness } from './health.ts';
import { limits } from './limits.ts';
import { metrics, type Metrics } from './metrics.ts';
import { observe, type Seen } from './observe.ts';
import { OpenRequests } from './open-requests.ts';
import type { AnyOperation } from './operation.ts';
import { Positions } from './positions.ts';
import { LoginAttempts } from './principals/login-attempts.ts';
import { edgeRefusal } from './refusals/edge-refusal.ts';
import { Repeats } from './repeats/repeats.ts';
import type { RawRequest } from './request/request.ts';
import type { GivenServices, Services } from './services.ts';

export interface AppDeps {
  readonly operations: readonly AnyOperation[];
  readonly services: GivenServices;
  readonly readSide: ReadSide;
  readonly idempotencyKeys: IdempotencyKeys;
  /** Where requests that are refused before they become commands are kept. */
  readonly refusals?: Refusals;
  readonly readiness: Readiness;
  readonly log: Logger;
  /** Where requests are counted. */
  readonly figures?: Figures;
  /** What is told to those who may read it. */
  readonly metrics?: Metrics;
  /** What is served beside the API: blobs, images, pages. Their errors are answered like the API's. */
  readonly beside?: readonly Middleware[];
  /** Origins whose pages may call the API with credentials. */
  readonly corsOrigins?: readonly string[];
  /** A proxy in front says through which host and scheme a request came. */
  readonly trustProxy?: boolean;
}

/** The koa application of all operations. `stopping` aborts when the server stops: what is asked from then on is answered with 503. */
export function app(deps: AppDeps, stopping: AbortSignal): Koa<{ request: RawRequest; seen: Seen }> {
  const { operations, readSide, idempotencyKeys, log, corsOrigins = [], refusals = { keep: () => undefined } } = deps;
  const { clock, ids, csrfCookie } = deps.services;
  const services: Services = { ...deps.services, corsOrigins, logins: new LoginAttempts(clock) };
  const commandIds = { keys: idempotencyKeys, repeats: new Repeats(clock), ids };
  const koa = new Koa<{ request: RawRequest; seen: Seen }>({ proxy: deps.trustProxy ?? false });
  koa.silent = true;
  const open = new OpenRequests(stopping);
  koa.use(observe(deps));
  koa.use(async (ctx, next) => {
    const request = requestOf(ctx, ids, open);
    ctx.state.request = request;
    ctx.set('X-Request-Id', request.id);
    try {
      await next();
    } catch (error) {
      sendError(ctx, error, request.id, log);
    }
  });
  if (corsOrigins.length > 0) koa.use(crossOrigin(corsOrigins));
  koa.use(health(deps.readiness, stopping));
  if (deps.metrics) koa.use(metrics(deps.metrics));
  koa.use(async (_ctx, next) => {
    if (stopping.aborted) throw edgeRefusal('unavailable', { message: 'The server is shutting down.' });
    await next();
  });
  koa.use(limits);
  koa.use(documents(operations, { prefix: apiPrefix, csrfCookie }));
  koa.use(api(operations, { services, positions: new Positions(readSide, clock), commandIds, refusals }));
  for (const middleware of deps.beside ?? []) koa.use(middleware);
  koa.use(() => {
    throw edgeRefusal('not_found', { message: 'There is nothing at this address.' });
  });
  return koa;
}
