import type { Context, Middleware } from 'koa';

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const asked = 'Authorization, Content-Type, Idempotency-Key, X-CSRFToken, X-Position, X-Request-Id';
const told = 'Deprecation, Location, Retry-After, X-Position, X-Request-Id, X-Stale';
/** Seconds for which a browser need not ask again. */
const remembered = '600';

/** The documents say themselves that everybody may read them. */
const concerns = ({ path }: Context): boolean => path.startsWith('/api/') && !/^\/api\/v1\/openapi\/?$/.test(path);

/**
 * Lets the pages of these origins call the API from browsers, with cookies and tokens, and read what it answers, refusals too. What other
 * pages ask is answered as ever, without a word that would let a browser hand it to them.
 */
export function crossOrigin(origins: readonly string[]): Middleware {
  const known = new Set(origins);
  return async (ctx, next) => {
    if (!concerns(ctx)) return next();
    ctx.vary('Origin');
    const origin = ctx.get('Origin');
    if (!known.has(origin)) return next();
    ctx.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });
    if (ctx.method !== 'OPTIONS' || ctx.get('Access-Control-Request-Method') === '') {
      ctx.set('Access-Control-Expose-Headers', told);
      return next();
    }
    ctx.set({ 'Access-Control-Allow-Methods': methods, 'Access-Control-Allow-Headers': asked, 'Access-Control-Max-Age': remembered });
    ctx.status = 204;
  };
}
