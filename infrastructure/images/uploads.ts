import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Blobs } from '../../application/ports/blobs.ts';
import type { UploadsLook } from '../../application/ports/look/uploads.ts';
import type { Found } from '../../domain/image/check-image.ts';

const formats = new Set(['jpeg', 'png', 'tiff', 'webp']);

/** Looks at uploads in the blobs. Only the header is decoded: what is broken further in is met by who reads the pixels. */
export const uploadsLook = (blobs: Blobs): UploadsLook => ({
  async inspect(path) {
    const content = await blobs.get({ bucket: 'images', key: path });
    return content ? judged(await buffer(content)) : { kind: 'absent' };
  },
});

/** Width and height are those of the upright image, as the image server serves it. */
async function judged(bytes: Buffer): Promise<Found> {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const { default: sharp } = await import('sharp');
  const header = await sharp(bytes, { failOn: 'none' })
    .metadata()
    .catch(() => null);
  if (!header || !formats.has(header.format)) return { kind: 'unreadable', hash };
  return { kind: 'image', hash, ...header.autoOrient };
}
