import sharp from 'sharp';
import { blotches } from './blotches.ts';
import { height, width } from './measures.ts';
import type { SamplePage } from './page.ts';
import { randomFrom } from './random.ts';
import { typeset } from './typeset.ts';

const paper = [236, 224, 196] as const;
const ink = [46, 36, 28] as const;

/**
 * A page as a scan of old print: toned and blotchy paper, the other side showing through, ink that took unevenly, grain, a slight skew.
 * PNG, RGB, 1200 × 1700 pixels; the same page gives the same pixels every time.
 */
export async function renderPage(page: SamplePage): Promise<Buffer> {
  const print = await sharp(Buffer.from(typeset(page)))
    .toColourspace('b-w')
    .blur(0.7)
    .raw()
    .toBuffer();
  const otherSide = await sharp(print, { raw: { width, height, channels: 1 } })
    .flop()
    .blur(3)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const pixels = impression(print, otherSide, randomFrom(`paper of ${page.name}`));
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 4 })
    .toBuffer();
}

/** `print` and `otherSide` hold one byte per pixel, 255 where there is no ink. */
function impression(print: Buffer, otherSide: Buffer, random: () => number): Uint8Array {
  const tone = blotches(random, width, height, 240);
  const stains = blotches(random, width, height, 37);
  const bite = blotches(random, width, height, 9);
  const flecks = blotches(random, width, height, 3);
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const fleck = flecks(x, y);
      const light = 1 - 0.12 * tone(x, y) - 0.08 * stains(x, y) - 0.2 * (1 - (otherSide[at] ?? 255) / 255);
      const taken = Math.min(1, 0.45 + 0.75 * bite(x, y)) * (fleck < 0.15 ? 0.4 : 1);
      const covered = Math.max((1 - (print[at] ?? 255) / 255) * taken, fleck > 0.985 ? 0.6 : 0);
      const grain = (random() - 0.5) * 30;
      for (let channel = 0; channel < 3; channel += 1) {
        const ground = (paper[channel] ?? 0) * light;
        pixels[at * 3 + channel] = Math.max(0, Math.min(255, ground * (1 - covered) + (ink[channel] ?? 0) * covered + grain));
      }
    }
  }
  return pixels;
}
