import type { Context, Middleware } from 'koa';
import type { Figures } from '../../../application/ports/figures.ts';
import type { Logger } from '../../../application/ports/logger.ts';
import type { RawRequest } from './request/request.ts';

/** What came out about a request while it was answered. */
export interface Seen {
  /** The operation that took it. */
  operation: string | null;
  /** Who asked: `user 12`, `task <id>`, `agent <id>`; null as long as nobody has proved to be anybody. */
  actor: string | null;
}

/**
 * One line in the log and one observation for every request, when its answer has left or the client has. `request_id` is also the
 * correlation id of every event that the request causes, directly or through reactors. Addresses are logged without their query, which may
 * hold signatures.
 */
export function observe({
  figures,
  log,
}: {
  readonly figures?: Figures;
  readonly log: Logger;
}): Middleware<{ request: RawRequest; seen: Seen }> {
  return async (ctx, next) => {
    const begun = performance.now();
    const seen: Seen = { operation: null, actor: null };
    ctx.state.seen = seen;
    ctx.res.once('close', () => {
      const ms = performance.now() - begun;
      const operation = seen.operation ?? kindOf(ctx);
      const { method, status } = ctx;
      figures?.request({ operation, method, status, seconds: ms / 1000 });
      const left = ctx.res.writableFinished ? {} : { client_left: true };
      const line = {
        request_id: ctx.state.request.id,
        actor: seen.actor,
        operation,
        method,
        path: ctx.path,
        status,
        ms: Math.round(ms),
        ...left,
      };
      if (!watched.has(ctx.path)) log.info(line, 'request');
    });
    await next();
  };
}

/** Asked every few seconds by machines that watch: counted, not logged. */
const watched = new Set(['/livez', '/readyz', '/metrics']);

/** What answers addresses that no operation has: few words, as each is a line of every figure. */
function kindOf({ path }: Context): string {
  if (watched.has(path)) return path.slice(1);
  const [, first = ''] = path.split('/');
  return ['api', 'blobs', 'iiif', 'api-docs'].includes(first) ? first : 'other';
}
