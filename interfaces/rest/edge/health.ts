import type { Middleware, Next } from 'koa';
import { sendReply } from './context.ts';
import { json } from './reply.ts';

/** Whether the server can serve; `reasons` says why not. */
export interface Readiness {
  check(): Promise<{ readonly ready: boolean; readonly reasons: readonly string[] }>;
}

/** `GET /livez`: the program answers. `GET /readyz`: what it stands on answers too, and it is not about to stop. */
export function health(readiness: Readiness, stopping: AbortSignal): Middleware {
  return async (ctx, next: Next) => {
    if (ctx.path === '/livez') return sendReply(ctx, json({ status: 'ok' }));
    if (ctx.path !== '/readyz') return next();
    const { ready, reasons } = stopping.aborted ? { ready: false, reasons: ['the server is shutting down'] } : await readiness.check();
    const headers = { 'Cache-Control': 'no-store' };
    sendReply(ctx, { status: ready ? 200 : 503, headers, body: { status: ready ? 'ok' : 'unavailable', reasons } });
  };
}
