import type { Middleware } from 'koa';
import { httpRefusal } from './refusals/edge-refusal.ts';

/** The figures of this program, and who may read them. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Whether those at this address may. */
  mayRead(address: string): boolean;
}

/**
 * `GET /metrics`, for addresses that may read it. A request that a proxy passed on comes from the proxy's address and yet from anybody,
 * so it may not.
 */
export function metrics(figures: Metrics): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/metrics') return next();
    const passedOn = ctx.get('X-Forwarded-For') !== '' || ctx.get('Forwarded') !== '';
    if (passedOn || !figures.mayRead(ctx.req.socket.remoteAddress ?? ''))
      throw httpRefusal(403, 'The figures may not be read from here: name your address in COLOPHON_HTTP_METRICS_FROM.');
    ctx.body = await figures.text();
    ctx.set({ 'Content-Type': figures.contentType, 'Cache-Control': 'no-store' });
  };
}
