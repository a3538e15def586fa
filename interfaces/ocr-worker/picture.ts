import sharp from 'sharp';
import type { Clock } from './clock.ts';
import { exchange, rootMessage } from './exchange.ts';
import { imagePersistence, persistently } from './persistently.ts';
import { isWholeImage } from './polygon.ts';
import type { Zone } from './shapes.ts';

/** A decoded picture as a clean PNG, with its size in pixels. */
export type Picture = { readonly png: Buffer; readonly width: number; readonly height: number };

/** Larger scans are read no better, only slower. */
const longestSide = 5_000;

/** Where the picture of a zone is: the whole image, or the rectangle around the zone. */
export function pictureUrl(zone: Zone): string {
  return isWholeImage(zone) ? `${zone.image.url}/full/full/0/default.jpg` : zone.url;
}

/** Fetches a zone's picture without credentials. Every failure names the address and what is wrong, and concerns this element alone. */
export async function fetchPicture(zone: Zone, clock: Clock, idleMs = 60_000): Promise<Picture> {
  const url = pictureUrl(zone);
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new Error(`the image has no address: "${url}"`);
  const reply = await persistently(() => exchange(url, {}, idleMs), imagePersistence, clock).catch((error: unknown) => {
    throw new Error(`the image server gave no answer for ${url}: ${rootMessage(error)}`);
  });
  if (reply.status >= 400) throw new Error(`the image server answers ${reply.status} for ${url}`);
  return decode(reply.body).catch((error: unknown) => {
    throw new Error(`the image at ${url} cannot be read: ${rootMessage(error)}`);
  });
}

/**
 * Decodes before the recogniser sees anything: a broken file is an exception here, there it would end the recogniser's thread. Truncated
 * files count as broken. Transparent pixels become white.
 */
export async function decode(bytes: Buffer): Promise<Picture> {
  const { data, info } = await sharp(bytes, { failOn: 'error' })
    .flatten({ background: '#fff' })
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}
