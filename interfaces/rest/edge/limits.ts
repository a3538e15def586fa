import type { Middleware } from 'koa';
import { httpRefusal } from './refusals/edge-refusal.ts';

export const maximalUrlBytes = 16 * 1024;
export const maximalHeaderBytes = 16 * 1024;

/** 16 KiB of URL, 16 KiB of headers. */
export const limits: Middleware = async (ctx, next) => {
  if (Buffer.byteLength(ctx.url) > maximalUrlBytes) throw httpRefusal(414, 'The address is longer than 16 KiB.');
  const bytes = ctx.req.rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);
  if (bytes > maximalHeaderBytes) throw httpRefusal(431, 'The headers are longer than 16 KiB.');
  await next();
};
