import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { test, type Test } from 'tap';
import { scans } from '../../../interfaces/cli/demo/scans.ts';

async function folderWith(t: Test, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'colophon-scans-'));
  t.teardown(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

const picture = () => sharp({ create: { width: 20, height: 10, channels: 3, background: '#fff' } });
const tiff = (pages: number) =>
  sharp(Buffer.alloc(20 * 10 * pages * 3, 200), { raw: { width: 20, height: 10 * pages, channels: 3, pageHeight: 10 } })
    .tiff()
    .toBuffer();

const pageXml = `<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageFilename="OCR/b.png">
  <ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="1" regionRef="r1"/><RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup></ReadingOrder>
  <TextRegion id="r1"><TextLine><TextEquiv><Unicode>second &amp; last</Unicode></TextEquiv></TextLine></TextRegion>
  <TextRegion id="r2"><TextLine><Word><TextEquiv><Unicode>word</Unicode></TextEquiv></Word><TextEquiv><Unicode>first line</Unicode></TextEquiv></TextLine></TextRegion>
</Page></PcGts>`;

test('the pages of a folder come by name, numbers counted as numbers, other files left out', async (t) => {
  const png = await picture().png().toBuffer();
  const folder = await folderWith(t, { 'p10.png': png, 'p9.PNG': png, 'notes.txt': 'x', 'a.jpeg': await picture().jpeg().toBuffer() });
  t.same(
    (await scans(folder)).map(({ name }) => name),
    ['a.jpeg', 'p9.PNG', 'p10.png'],
  );
});

test('every page of a TIFF is a page, sent as PNG', async (t) => {
  const folder = await folderWith(t, { 'one.tif': await tiff(1), 'three.tiff': await tiff(3) });
  const pages = await scans(folder);
  t.same(
    pages.map(({ name }) => name),
    ['one.tif', 'three.tiff, page 1', 'three.tiff, page 2', 'three.tiff, page 3'],
  );
  t.match(await sharp(await pages[3]!.read()).metadata(), { format: 'png', width: 20, height: 10 });
});

test('the true text is that beside the image: a text file before PAGE XML, regions in reading order', async (t) => {
  const png = await picture().png().toBuffer();
  const folder = await folderWith(t, {
    'a.png': png,
    'a.gt.txt': 'known\n',
    'b.png': png,
    'b.xml': pageXml,
    'c.png': png,
    'other.xml': '<x/>',
  });
  t.same(
    (await scans(folder)).map(({ truth }) => truth),
    ['known', 'first line\nsecond & last', null],
  );
});

test('what cannot be decoded is handed on as it is, for the worker to say so', async (t) => {
  const folder = await folderWith(t, { 'broken.tif': 'no image' });
  const [page] = await scans(folder);
  t.equal(Buffer.from(await page!.read()).toString(), 'no image');
});

test('a folder that is not there, is empty, or holds other files is told apart, with the remedy', async (t) => {
  await t.rejects(scans('/nowhere/at/all'), { name: 'Problem', message: /There is no folder .*--images/ });
  await t.rejects(scans(await folderWith(t, {})), { name: 'Problem', message: /is empty.*PNG, JPEG or TIFF/ });
  await t.rejects(scans(await folderWith(t, { 'a.txt': 'x', 'b.pdf': 'x' })), {
    name: 'Problem',
    message: /holds no images.*a\.txt, b\.pdf/,
  });
});
