import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import sharp from 'sharp';
import { test, type Test } from 'tap';
import type { Permit } from '../../../../application/ports/blobs.ts';
import { FilesystemBlobs } from '../../../../infrastructure/blobs/filesystem/filesystem-blobs.ts';
import { parseS3Address } from '../../../../infrastructure/blobs/s3/address.ts';
import { S3Blobs } from '../../../../infrastructure/blobs/s3/s3-blobs.ts';
import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { sendError } from '../../../../interfaces/rest/edge/context.ts';
import { blobRoutes } from '../../../../interfaces/rest/files/blobs.ts';
import { iiifRoutes } from '../../../../interfaces/rest/files/iiif.ts';
import { TestS3 } from '../../../support/s3/test-s3.ts';
import { served } from '../../../support/http.ts';

const later = new Date(Date.now() + 3_600_000);
const log = { bucket: 'ponos-logs', key: 'task/a.log' } as const;
const permit = (method: 'GET' | 'PUT', over: Partial<Permit> = {}): Permit => ({ method, ...log, size: null, expiresAt: later, ...over });

async function files(t: Test) {
  const folder = await mkdtemp(join(tmpdir(), 'colophon-files-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const blobs = new FilesystemBlobs(folder, 'a secret of the test');
  const base = await served(t, blobRoutes({ blobs, clock: systemClock, maxBytes: 1000 }), iiifRoutes(blobs));
  return { blobs, base, url: (p: Permit) => blobs.signedUrl(p, base) };
}

test('an upload by a signed URL is there for a download by another, whole or in part', async (t) => {
  const { url } = await files(t);
  const put = await fetch(url(permit('PUT', { size: 10 })), {
    method: 'PUT',
    body: '0123456789',
    headers: { 'Content-Type': 'application/zstd', Authorization: 'Token wrong' },
  });
  t.equal(put.status, 200);
  t.ok(put.headers.get('etag'));
  const whole = await fetch(url(permit('GET')));
  t.equal(await whole.text(), '0123456789');
  t.match(Object.fromEntries(whole.headers), {
    'content-type': 'application/octet-stream',
    'content-length': '10',
    'x-content-type-options': 'nosniff',
  });
  const part = await fetch(url(permit('GET')), { headers: { Range: 'bytes=2-4' } });
  t.same([part.status, await part.text(), part.headers.get('content-range')], [206, '234', 'bytes 2-4/10']);
  t.equal((await fetch(url(permit('GET')), { headers: { Range: 'bytes=10-' } })).status, 416);
});

test('without the right signature nobody reads or writes', async (t) => {
  const { base, url, blobs } = await files(t);
  await blobs.put(log, Buffer.from('secret'));
  t.equal((await fetch(`${base}/blobs/ponos-logs/task/a.log`)).status, 403);
  t.equal((await fetch(url(permit('GET')), { method: 'PUT', body: 'x' })).status, 403, 'a URL for reading does not write');
  t.equal((await fetch(url(permit('GET')).replace('a.log', 'b.log'))).status, 403, 'another object');
  t.equal((await fetch(url(permit('GET', { expiresAt: new Date(0) })))).status, 403, 'late');
});

test('an upload of another size than announced is refused and leaves nothing', async (t) => {
  const { url, blobs } = await files(t);
  const send = (size: number | null, body: string) => fetch(url(permit('PUT', { size })), { method: 'PUT', body });
  t.equal((await send(5, 'too long')).status, 400);
  t.equal((await send(50, 'short')).status, 400);
  t.equal((await send(null, 'x'.repeat(1001))).status, 413);
  t.equal(await blobs.info(log), null);
});

test('what is not there is a 404, an empty object is not', async (t) => {
  const { base, url, blobs } = await files(t);
  t.equal((await fetch(url(permit('GET')))).status, 404);
  await blobs.put(log, Buffer.alloc(0));
  const empty = await fetch(url(permit('GET')));
  t.same([empty.status, await empty.text()], [200, '']);
  t.equal((await fetch(`${base}/blobs/nowhere/x`)).status, 404);
});

const key = `${'a'.repeat(64)}.png`;
const picture = () =>
  sharp({ create: { width: 80, height: 60, channels: 3, background: '#eee' } })
    .png()
    .toBuffer();

test('an image is served whole, by region, scaled, and described', async (t) => {
  const { base, blobs } = await files(t);
  await blobs.put({ bucket: 'images', key }, await picture());
  const image = await fetch(`${base}/iiif/2/${key}/full/full/0/default.jpg`);
  t.same([image.status, image.headers.get('content-type'), image.headers.get('access-control-allow-origin')], [200, 'image/jpeg', '*']);
  const region = await sharp(
    Buffer.from(await (await fetch(`${base}/iiif/2/${key}/10,10,40,20/20,/0/default.jpg`)).arrayBuffer()),
  ).metadata();
  t.same([region.width, region.height], [20, 10]);
  t.match(await (await fetch(`${base}/iiif/2/${key}/info.json`)).json(), { width: 80, height: 60, '@id': `${base}/iiif/2/${key}` });
});

test('a truncated image, a text for an image, and an unknown one are told apart from a failure of the server', async (t) => {
  const { base, blobs } = await files(t);
  const whole = await sharp({
    create: { width: 400, height: 300, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  })
    .jpeg()
    .toBuffer();
  const get = (path: string) => fetch(`${base}/iiif/2/${key}${path}`);
  t.equal((await get('/full/full/0/default.jpg')).status, 404);
  for (const broken of [whole.subarray(0, whole.length / 2), Buffer.from('no image at all')]) {
    await blobs.put({ bucket: 'images', key }, broken);
    const answer = await get('/full/full/0/default.jpg');
    t.equal(answer.status, 422);
    t.match(await answer.json(), { detail: /^The image cannot be read: / });
  }
  await blobs.put({ bucket: 'images', key }, await picture());
  t.equal((await get('/nonsense/full/0/default.jpg')).status, 400);
});

test('given an object storage that is away, uploads and downloads are to be tried later, and no defect', async (t) => {
  const s3 = await TestS3.start(t);
  const blobs = new S3Blobs(parseS3Address(s3.url()), 'a secret of the test');
  const base = await served(
    t,
    async (ctx, next) => next().catch((error: unknown) => sendError(ctx, error, 'the request', pino({ level: 'silent' }))),
    blobRoutes({ blobs, clock: systemClock, maxBytes: 1000 }),
  );
  await s3.stop();
  for (const asked of [
    fetch(blobs.signedUrl(permit('GET'), base)),
    fetch(blobs.signedUrl(permit('PUT'), base), { method: 'PUT', body: 'x' }),
  ]) {
    const answer = await asked;
    t.match([answer.status, answer.headers.get('retry-after')], [503, '3']);
  }
});
