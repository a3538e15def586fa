import type { Context, Middleware, Next } from 'koa';
import type { Blobs } from '../../../application/ports/blobs.ts';
import { problemOf } from './image-problem.ts';

/** Images kept by us: `<sha256>.<extension>`. The digest in the path is the permission (api.md §1.11). */
const request = /^\/iiif\/2\/([0-9a-f]{64}\.[a-z]{2,5})(\/.*)?$/;

/** The built-in IIIF Image API 2 server on the images in the blobs; an image that cannot be decoded is a 422 with the reason. */
export function iiifRoutes(blobs: Blobs): Middleware {
  return async (ctx: Context, next: Next) => {
    if (!ctx.path.startsWith('/iiif/2/')) return next();
    ctx.set('Access-Control-Allow-Origin', '*');
    const [, key, rest] = request.exec(ctx.path) ?? [];
    if (!['GET', 'HEAD'].includes(ctx.method)) return answer(ctx, 405, 'Images can only be read.');
    if (!key || (await blobs.info({ bucket: 'images', key })) === null) return answer(ctx, 404, 'There is no such image.');
    if (rest === undefined || rest === '/') return ctx.redirect(`/iiif/2/${key}/info.json`);
    await serve(ctx, blobs, key);
  };
}

async function serve(ctx: Context, blobs: Blobs, key: string): Promise<void> {
  // Loaded with the first image: it and its decoder take longer than the rest of this server.
  const { IIIFError, Processor } = await import('iiif-processor');
  const source = async (): Promise<NodeJS.ReadableStream> => (await blobs.get({ bucket: 'images', key }))!;
  try {
    const result = await new Processor(`${ctx.protocol}://${ctx.host}${ctx.path}`, source, {
      pathPrefix: '/iiif/{{version}}/',
      sharpOptions: { failOn: 'truncated' },
    }).execute();
    if (result.type === 'redirect') return ctx.redirect(result.location);
    if (result.type === 'error') return answer(ctx, result.statusCode, result.message);
    ctx.status = 200;
    ctx.type = result.contentType ?? 'application/octet-stream';
    ctx.set('Cache-Control', 'public, max-age=86400');
    ctx.body = result.body;
  } catch (error) {
    if (error instanceof IIIFError) return answer(ctx, error.statusCode ?? 400, error.message);
    answer(ctx, 422, problemOf(error));
  }
}

function answer(ctx: Context, status: number, detail: string): void {
  ctx.status = status;
  ctx.body = { detail };
}
