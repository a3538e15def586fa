import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { permitFor } from '../../../application/ports/blobs.ts';
import { addImageServer } from '../../../domain/image-server/add-image-server.ts';
import { builtInServer } from '../../../domain/image-server/built-in.ts';
import { declareImage } from '../../../domain/image/declare-image.ts';
import { imageIdOf, keptImagePath } from '../../../domain/image/image-id.ts';
import { images } from '../../../projections/images/fold.ts';
import { edgeRefusal } from '../edge/refusals/edge-refusal.ts';
import { write } from '../edge/operation.ts';
import { contributor } from '../edge/right.ts';
import { imageSchema, imageShown } from './shapes.ts';

const { serverId, ...server } = builtInServer;

export const createImage = write({
  id: 'CreateImage',
  method: 'post',
  path: '/image/',
  tag: 'images',
  summary:
    'Announce the upload of a JPEG, PNG, TIFF or WebP by its SHA-256 and its size in bytes. Then PUT it and set its status to checked.',
  who: contributor.anywhere('corpus').orTask('corpus'),
  body: z.object({
    hash: z
      .string()
      .transform((hash) => hash.toLowerCase())
      .pipe(z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hexadecimal digits.')),
    size: z.int().min(1),
  }),
  answer: imageSchema.extend({ s3_put_url: z.string() }),
  command({ body: { hash } }) {
    const path = keptImagePath(hash);
    return [command(addImageServer, serverId, server), command(declareImage, imageIdOf(serverId, path), { serverId, path, hash })];
  },
  async says(asked, outcome, services) {
    const path = keptImagePath(asked.body.hash);
    const [row] = await services.answers.rows(images, [imageIdOf(serverId, path)], outcome);
    if (!row) throw edgeRefusal('not_found');
    const [shown] = await imageShown.present([row], { ...services, asked });
    const expiresAt = new Date(services.clock.now().getTime() + permitFor.upload);
    const permit = { method: 'PUT', bucket: 'images', key: path, size: asked.body.size, expiresAt } as const;
    return { ...shown!, s3_put_url: services.blobs.signedUrl(permit, asked.baseUrl) };
  },
});
