import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Person } from '../../application/ports/identity/people.ts';
import type { RestBench } from './rest-bench.ts';

/** A grey PNG of this size. */
export const scan = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#777' } })
    .png()
    .toBuffer();

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

type Ask = Pick<RestBench, 'ask'>;

/** Announces, sends and checks an image, as people do; gives its id. */
export async function uploaded({ ask }: Ask, as: Person, bytes: Buffer): Promise<string> {
  const { body: image } = await ask('POST', '/image/', { as, body: { hash: sha256(bytes), size: bytes.length } });
  await fetch(image.s3_put_url, { method: 'PUT', body: new Uint8Array(bytes) });
  await ask('PATCH', `/image/${image.id}/`, { as, body: { status: 'checked' } });
  return image.id;
}

/** A project of this person with one page on a scan of 80 × 100 pixels. */
export async function pageOf(bench: Ask, as: Person) {
  const { body: corpus } = await bench.ask('POST', '/corpus/', { as, body: { name: 'Registers' } });
  const imageId = await uploaded(bench, as, await scan(80, 100));
  const body = { corpus: corpus.id, type: 'page', name: 'Page 1', image: imageId };
  const { body: page } = await bench.ask('POST', '/elements/create/', { as, body });
  return { corpusId: corpus.id as string, imageId, pageId: page.id as string };
}
