import Koa from 'koa';
import type { Ids } from '../../../application/ports/ids.ts';
import type { Logger } from '../../../application/ports/logger.ts';
import { sendError } from './context.ts';
import { health, type Readiness } from './health.ts';
import { metrics, type Metrics } from './metrics.ts';
import { edgeRefusal } from './refusals/edge-refusal.ts';

export interface MonitoringDeps {
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly ids: Ids;
  readonly log: Logger;
}

/** What a program that serves no requests still says of itself: whether it lives, whether it can work, and its figures. */
export function monitoring(deps: MonitoringDeps, stopping: AbortSignal): Koa {
  const koa = new Koa();
  koa.silent = true;
  koa.use(async (ctx, next) => {
    await next().catch((error: unknown) => sendError(ctx, error, deps.ids.next(), deps.log));
  });
  koa.use(health(deps.readiness, stopping));
  koa.use(metrics(deps.metrics));
  koa.use(() => {
    throw edgeRefusal('not_found', { message: 'This program serves no requests: ask one of the role api.' });
  });
  return koa;
}
