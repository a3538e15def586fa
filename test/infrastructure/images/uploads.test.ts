import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { test, type Test } from 'tap';
import { FilesystemBlobs } from '../../../infrastructure/blobs/filesystem/filesystem-blobs.ts';
import { uploadsLook } from '../../../infrastructure/images/uploads.ts';
import { scan, sha256 } from '../../support/scans.ts';

async function inspected(t: Test, bytes: Buffer | null) {
  const folder = await mkdtemp(join(tmpdir(), 'colophon-uploads-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const blobs = new FilesystemBlobs(folder, 'a secret of the test');
  if (bytes) await blobs.put({ bucket: 'images', key: 'a.img' }, bytes);
  return uploadsLook(blobs).inspect('a.img');
}

test('images of the formats that are taken have their size', async (t) => {
  const png = await scan(40, 30);
  for (const bytes of [
    png,
    ...(await Promise.all([sharp(png).jpeg().toBuffer(), sharp(png).tiff().toBuffer(), sharp(png).webp().toBuffer()])),
  ]) {
    t.same(await inspected(t, bytes), { kind: 'image', hash: sha256(bytes), width: 40, height: 30 });
  }
});

test('the size is that of the upright image, as it is served', async (t) => {
  const turned = await sharp(await scan(40, 30))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  t.match(await inspected(t, turned), { kind: 'image', width: 30, height: 40 });
});

test('a truncated image still has a header; other bytes are no image, and nothing is nothing', async (t) => {
  const png = await scan(400, 300);
  t.match(await inspected(t, png.subarray(0, png.length / 2)), { kind: 'image', width: 400, height: 300 });
  const gif = await sharp(png).gif().toBuffer();
  for (const bytes of [Buffer.from('Anno 1784'), gif]) t.same(await inspected(t, bytes), { kind: 'unreadable', hash: sha256(bytes) });
  t.same(await inspected(t, null), { kind: 'absent' });
});
