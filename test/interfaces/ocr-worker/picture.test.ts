import sharp from 'sharp';
import { test } from 'tap';
import { decode, fetchPicture, pictureUrl } from '../../../interfaces/ocr-worker/picture.ts';
import type { Polygon, Zone } from '../../../interfaces/ocr-worker/shapes.ts';
import { testClock } from './support/clock.ts';
import { fakeServer } from './support/fake-server.ts';
import type { Answer } from './support/fake-server.ts';
import { blankSheet, truncatedJpeg } from './support/pictures.ts';

const whole: Polygon = [
  [0, 0],
  [0, 1000],
  [800, 1000],
  [800, 0],
  [0, 0],
];
const part: Polygon = [
  [10, 10],
  [10, 50],
  [60, 50],
  [10, 10],
];
const zoneOn = (base: string, polygon: Polygon): Zone => ({
  polygon,
  url: `${base}/a.jpg/10,10,50,40/full/0/default.jpg`,
  image: { path: 'a.jpg', url: `${base}/a.jpg`, width: 800, height: 1000 },
});

void test('a whole page is fetched as a whole, a part of it as its rectangle', (t) => {
  t.equal(pictureUrl(zoneOn('http://i', whole)), 'http://i/a.jpg/full/full/0/default.jpg');
  t.equal(pictureUrl(zoneOn('http://i', part)), 'http://i/a.jpg/10,10,50,40/full/0/default.jpg');
  t.end();
});

void test('a picture is fetched without credentials and comes out as a PNG with its size', async (t) => {
  const sheet = await blankSheet();
  const server = await fakeServer(() => ({ status: 200, body: sheet }));
  t.teardown(() => server.close());
  const { png, width, height } = await fetchPicture(zoneOn(server.url, whole), testClock().clock);
  t.same([width, height, (await sharp(png).metadata()).format], [800, 1000, 'png']);
  t.same(
    server.requests.map(({ path, authorization }) => [path, authorization]),
    [['/a.jpg/full/full/0/default.jpg', undefined]],
  );
});

void test('what is wrong with an image is said with its address', async (t) => {
  const broken: readonly (readonly [Answer, RegExp])[] = [
    [{ status: 404 }, /^the image server answers 404 for http.*a\.jpg/],
    [{ status: 500 }, /^the image server answers 500 for http.*a\.jpg/],
    [{ how: 'cut' }, /^the image server gave no answer for http.*a\.jpg.*: ./],
    [
      { status: 200, body: Buffer.from('<html>an error page</html>') },
      /^the image at http.*a\.jpg.* cannot be read: .*unsupported image format/,
    ],
    [{ status: 200, body: await truncatedJpeg() }, /^the image at http.*a\.jpg.* cannot be read: .*premature end/i],
    [{ status: 200, body: Buffer.alloc(0) }, /^the image at http.*a\.jpg.* cannot be read: ./],
  ];
  for (const [answer, message] of broken) {
    const server = await fakeServer(() => answer);
    t.teardown(() => server.close());
    await t.rejects(fetchPicture(zoneOn(server.url, whole), testClock().clock), { message });
  }
});

void test('an address that is none is refused at once', async (t) => {
  const { clock, waits } = testClock();
  await t.rejects(fetchPicture(zoneOn('', whole), clock), { message: /no address/ });
  t.same(waits, []);
});

void test('grey, transparent, CMYK and 16-bit images are readable', async (t) => {
  const sheet = sharp({ create: { width: 20, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
  const files = [
    await sheet.clone().png().toBuffer(),
    await sheet.clone().toColourspace('b-w').png().toBuffer(),
    await sheet.clone().flatten({ background: '#fff' }).toColourspace('cmyk').jpeg().toBuffer(),
    await sheet.clone().toColourspace('rgb16').png().toBuffer(),
  ];
  for (const file of files) {
    const { png } = await decode(file);
    const { channels, isOpaque } = await sharp(png).stats();
    t.equal(isOpaque, true);
    t.ok(
      channels.every((channel) => channel.min > 240),
      'the paper is white',
    );
  }
});

void test('a picture larger than is useful is made smaller', async (t) => {
  const { width, height } = await decode(
    await sharp({ create: { width: 6000, height: 3000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  );
  t.same([width, height], [5000, 2500]);
});
