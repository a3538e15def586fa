import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import { Problem } from '../problem.ts';
import type { DemoPage } from './page.ts';
import { Truths } from './truths.ts';

const kinds = new Set(['.png', '.jpg', '.jpeg', '.tif', '.tiff']);
const isTiff = (file: string): boolean => /\.tiff?$/i.test(file);
const byName = new Intl.Collator('en', { numeric: true }).compare;

/**
 * The pages of a folder of scans, by name: PNG, JPEG and TIFF, each page of a multi-page TIFF on its own.
 * Ground truth is taken from `<name>.gt.txt`, `<name>.txt` or PAGE XML beside the images or in `truthFolder`.
 * @throws Problem when there is no folder or no image in it
 */
export async function scans(folder: string, truthFolder: string = folder): Promise<readonly DemoPage[]> {
  const entries = await readdir(folder).catch(() => {
    throw new Problem(`There is no folder ${folder} that can be read. Name a folder of scans: --images <folder>.`);
  });
  const files = entries.filter((name) => kinds.has(extname(name).toLowerCase())).sort(byName);
  if (entries.length === 0) throw new Problem(`The folder ${folder} is empty. Put scans into it: PNG, JPEG or TIFF.`);
  if (files.length === 0)
    throw new Problem(
      `The folder ${folder} holds no images: PNG, JPEG and TIFF are read, and it has ${entries.slice(0, 3).join(', ')}${entries.length > 3 ? ', …' : ''}.`,
    );
  const truths = await Truths.of(truthFolder);
  return (await Promise.all(files.map((name) => pagesOf(folder, name, truths)))).flat();
}

async function pagesOf(folder: string, name: string, truths: Truths): Promise<readonly DemoPage[]> {
  const path = join(folder, name);
  const truth = truths.for(name);
  if (!isTiff(name)) return [{ name, read: () => readFile(path), truth }];
  const pages =
    (
      await sharp(path)
        .metadata()
        .catch(() => null)
    )?.pages ?? 1;
  return Array.from({ length: pages }, (_, index) => ({
    name: pages === 1 ? name : `${name}, page ${index + 1}`,
    read: () => asPng(path, index),
    truth: pages === 1 ? truth : null,
  }));
}

/** A page of a TIFF as PNG, without loss; what cannot be decoded is handed on as it is, for the worker to say so. */
const asPng = (path: string, page: number): Promise<Uint8Array> =>
  sharp(path, { page })
    .png({ compressionLevel: 6 })
    .toBuffer()
    .catch(() => readFile(path));
