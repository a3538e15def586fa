import type { Context, Middleware, Next } from 'koa';
import type { BlobRef, Blobs } from '../../../application/ports/blobs.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import { blobRefOf } from './blob-path.ts';
import { byteRange } from './range.ts';
import { limited, UploadTooLarge, UploadTooShort } from './limited.ts';

export interface BlobRoutes {
  readonly blobs: Blobs;
  readonly clock: Clock;
  /** Largest upload where no size was announced. */
  readonly maxBytes: number;
}

/**
 * `/blobs/<bucket>/<key>?<signature>`: what a signed URL permits, and nothing else; credentials are ignored, because clients
 * keep theirs on redirects. Wrong or late signature: 403; unknown object: 404 (api.md §1.11).
 */
export function blobRoutes({ blobs, clock, maxBytes }: BlobRoutes): Middleware {
  return async (ctx: Context, next: Next) => {
    if (!ctx.path.startsWith('/blobs/')) return next();
    ctx.set({ 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' });
    const ref = blobRefOf(ctx.path);
    if (!ref) return answer(ctx, 404, 'There is no such object.');
    const method = ctx.method === 'PUT' ? 'PUT' : 'GET';
    if (!['GET', 'HEAD', 'PUT'].includes(ctx.method)) {
      ctx.set('Allow', 'GET, HEAD, PUT');
      return answer(ctx, 405, 'An object can be read (GET) or written (PUT) by a signed URL.');
    }
    const permit = blobs.verify({ method, ...ref }, ctx.URL.searchParams, clock.now());
    if (!permit) return answer(ctx, 403, 'The signature of this URL does not fit or its time is over: ask the API for a new one.');
    await (method === 'PUT' ? upload(ctx, blobs, ref, permit.size, maxBytes) : download(ctx, blobs, ref));
  };
}

async function upload(ctx: Context, blobs: Blobs, ref: BlobRef, announced: number | null, maxBytes: number): Promise<void> {
  if (announced !== null && ctx.request.length !== undefined && ctx.request.length !== announced)
    return answer(ctx, 400, `The body has ${ctx.request.length} bytes, but ${announced} were announced.`);
  try {
    const info = await blobs.put(ref, limited(ctx.req, announced ?? 0, announced ?? maxBytes));
    ctx.set('ETag', info.etag);
    ctx.status = 200;
    ctx.body = '';
  } catch (error) {
    if (error instanceof UploadTooLarge) return answer(ctx, 413, error.message);
    if (error instanceof UploadTooShort) return answer(ctx, 400, error.message);
    if (ctx.req.destroyed && !ctx.req.complete) return;
    throw error;
  }
}

async function download(ctx: Context, blobs: Blobs, ref: BlobRef): Promise<void> {
  const info = await blobs.info(ref);
  if (!info) return answer(ctx, 404, 'There is no such object, or it has not been uploaded yet.');
  const range = byteRange(ctx.get('Range') || undefined, info.size);
  ctx.set({ ETag: info.etag, 'Accept-Ranges': 'bytes', 'Content-Disposition': 'attachment', 'Cache-Control': 'private, no-transform' });
  if (range === 'unsatisfiable') {
    ctx.set('Content-Range', `bytes */${info.size}`);
    return answer(ctx, 416, 'The object is shorter than that.');
  }
  const content = info.size === 0 ? null : await blobs.get(ref, range ?? undefined);
  ctx.status = range ? 206 : 200;
  ctx.type = /\.(tar\.zst|zst|zstd)$/.test(ref.key) ? 'application/zstd' : 'application/octet-stream';
  if (range) ctx.set('Content-Range', `bytes ${range.start}-${range.end}/${info.size}`);
  ctx.body = content ?? Buffer.alloc(0);
  ctx.length = range ? range.end - range.start + 1 : info.size;
}

function answer(ctx: Context, status: number, detail: string): void {
  ctx.status = status;
  ctx.body = { detail };
}
