import sharp from 'sharp';
import { test } from 'tap';
import { oldTypeface } from '../../../interfaces/sample-pages/font.ts';
import { renderPage, samplePages } from '../../../interfaces/sample-pages/index.ts';
import { height, margin, width } from '../../../interfaces/sample-pages/measures.ts';
import type { SamplePage } from '../../../interfaces/sample-pages/page.ts';
import { typeset } from '../../../interfaces/sample-pages/typeset.ts';

const first = (): SamplePage => {
  const [page] = samplePages();
  if (page === undefined) throw new Error('There are no sample pages.');
  return page;
};

void test('there are at least six pages, each with a name of its own and 800 characters or more', (t) => {
  const pages = samplePages();
  t.ok(pages.length >= 6);
  t.equal(new Set(pages.map((page) => page.name)).size, pages.length);
  t.equal(new Set(pages.map((page) => page.truth)).size, pages.length);
  for (const page of pages) {
    t.ok(page.truth.length >= 800, `${page.name} is long enough`);
    t.match(page.name, /^[a-z-]+$/, `${page.name} is fit for a file name`);
  }
  t.end();
});

void test('the typeface has every character of every page', (t) => {
  const font = oldTypeface();
  for (const page of samplePages()) {
    t.same(
      Array.from(page.truth.replaceAll('\n', '')).filter((character) => !font.hasChar(character)),
      [],
      page.name,
    );
  }
  t.end();
});

void test('every page is set whole and within its margins', (t) => {
  for (const page of samplePages()) {
    const places = Array.from(
      typeset(page).matchAll(/<use href="[^"]+" x="([\d.]+)" y="([\d.]+)"\/>/g),
      ([, x, y]) => [Number(x), Number(y)] as const,
    );
    const [heading = ''] = page.truth.split('\n\n');
    const letters = page.truth.replace(/ff[il]|f[fil]/g, '-').replace(/\s/g, '').length + heading.split(' ').length - 1;
    t.equal(places.length, letters, `${page.name} has all its letters, and the spaces of its heading`);
    t.ok(places.every(([x, y]) => x >= margin.left && x < width - margin.right && y >= margin.top && y < height - 100));
  }
  t.end();
});

void test('a page is drawn as a PNG of the stated size, and to the same bytes every time', async (t) => {
  const once = await renderPage(first());
  const again = await renderPage(first());
  const { format, width: across, height: down } = await sharp(once).metadata();
  t.strictSame({ format, across, down }, { format: 'png', across: width, down: height });
  t.ok(once.equals(again));
});

void test('a drawn page is dark where letters are and toned paper elsewhere', async (t) => {
  const { channels } = await sharp(await renderPage(first())).stats();
  const [red, , blue] = channels;
  t.ok(red !== undefined && blue !== undefined && red.mean > 150 && red.mean < 230 && red.min < 60 && blue.mean < red.mean);
});
