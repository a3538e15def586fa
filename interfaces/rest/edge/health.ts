import type { Middleware, Next } from 'koa';
import { sendJson } from './context.ts';

/** Whether the server can serve; `reasons` says why not. */
export interface Readiness {
  check(): Promise<{ readonly ready: boolean; readonly reasons: readonly string[] }>;
}

/** `GET /livez`: the program answers. `GET /readyz`: what it stands on answers too, and it is not about to stop. */
export function health(readiness: Readiness, stopping: AbortSignal): Middleware {
  return async (ctx, next: Next) => {
    if (ctx.path === '/livez') return sendJson(ctx, { status: 'ok' });
    if (ctx.path !== '/readyz') return next();
    const { ready, reasons } = stopping.aborted ? { ready: false, reasons: ['the server is shutting down'] } : await readiness.check();
    ctx.status = ready ? 200 : 503;
    ctx.set('Cache-Control', 'no-store');
    sendJson(ctx, { status: ready ? 'ok' : 'unavailable', reasons });
  };
}
