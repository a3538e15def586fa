import type { Middleware, Next } from 'koa';
import type { Finding } from '../../../application/health/check.ts';
import { isSound } from '../../../application/health/examine.ts';
import { sendReply } from './context.ts';
import { json } from './reply.ts';

/** Looks at what the program cannot serve without. */
export interface Readiness {
  check(): Promise<readonly Finding[]>;
}

const ending: Finding = { check: 'server', grade: 'problem', says: 'The server is shutting down.', remedy: 'Ask another one.' };

/**
 * `GET /livez`: the program answers. `GET /readyz`: what it stands on answers too, each thing named, and it is not about to stop. Both are
 * for machines that watch, so they ask for no token and tell nothing but names and reasons.
 */
export function health(readiness: Readiness, stopping: AbortSignal): Middleware {
  return async (ctx, next: Next) => {
    if (ctx.path === '/livez') return sendReply(ctx, json({ status: 'ok' }));
    if (ctx.path !== '/readyz') return next();
    const checks = stopping.aborted ? [ending] : await readiness.check();
    const ready = isSound(checks);
    const reasons = checks.filter(({ grade }) => grade === 'problem').map(({ says }) => says);
    const body = { status: ready ? 'ok' : 'unavailable', reasons, checks };
    sendReply(ctx, { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' }, body });
  };
}
