import Koa from 'koa';
import { sendReply } from './context.ts';
import { health, type Readiness } from './health.ts';

/** What a program that serves no requests still says of itself: whether it lives, and whether it can work. */
export function monitoring(readiness: Readiness, stopping: AbortSignal): Koa {
  const koa = new Koa();
  koa.silent = true;
  koa.use(health(readiness, stopping));
  koa.use((ctx) => sendReply(ctx, { status: 404, body: { detail: 'This program serves no requests: ask one of the role api.' } }));
  return koa;
}
