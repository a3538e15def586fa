import type { Context, Middleware, Next } from 'koa';
import { edgeRefusal, httpRefusal } from './refusals/edge-refusal.ts';
import { sendReply } from './context.ts';
import type { Seen } from './observe.ts';
import type { AnyOperation } from './operation.ts';
import { handle, type Handling } from './perform/handle.ts';
import { nameOf } from './principal.ts';
import type { Running } from './repeats/repeats.ts';
import type { RawRequest } from './request/request.ts';
import { Router } from './routing/router.ts';

export const apiPrefix = '/api/v1';

/** Everything under `/api/`: finds the operation of a request and has it carried out. */
export function api(
  operations: readonly AnyOperation[],
  handling: Handling,
): Middleware<{ readonly request: RawRequest; readonly seen: Seen }> {
  const router = new Router(apiPrefix, operations);
  return async (ctx, next: Next) => {
    const { request, seen } = ctx.state;
    if (!request.rawPath.startsWith('/api/')) return next();
    const match = router.match(request.method, request.rawPath);
    switch (match.kind) {
      case 'none':
        throw edgeRefusal('not_found', { message: 'There is no such operation.' });
      case 'slash':
        return sendReply(ctx, { status: 308, headers: { Location: match.path + (request.search ? `?${request.search}` : '') } });
      case 'method':
        throw httpRefusal(405, `Method ${request.method} is not allowed here.`, { Allow: match.allow.join(', ') });
      case 'found': {
        seen.operation = match.operation.id;
        const { reply, stale } = await handle(match.operation, match.params, request, handling, {
          running: (running) => tellEnd(ctx, running),
          known: (principal) => void (seen.actor = nameOf(principal)),
        });
        if (stale) ctx.set('X-Stale', 'true');
        if (match.operation.deprecated) ctx.set('Deprecation', 'true');
        sendReply(ctx, reply);
      }
    }
  };
}

/** Answered is what left completely and is no 5xx: everything else will be sent again. */
function tellEnd({ res }: Context, running: Running): void {
  res.once('finish', () => running.end(res.statusCode < 500));
  res.once('close', () => {
    if (!res.writableFinished) running.end(false);
  });
}
