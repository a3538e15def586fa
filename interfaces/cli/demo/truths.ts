import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pageText } from './page-xml.ts';

const stem = (file: string): string => basename(file, extname(file));

/** Known texts of images, from the files of a folder. */
export class Truths {
  readonly #byStem: ReadonlyMap<string, string>;

  private constructor(byStem: ReadonlyMap<string, string>) {
    this.#byStem = byStem;
  }

  /** `<stem>.gt.txt` before `<stem>.txt` before PAGE XML that names the image. A folder that is not there knows nothing. */
  static async of(folder: string): Promise<Truths> {
    const files = await readdir(folder).catch(() => []);
    const texts = new Map<string, string>();
    const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
    for (const file of files.filter((name) => name.endsWith('.xml'))) {
      const page = pageText(await read(file));
      if (page) texts.set(stem(page.image), page.text);
    }
    for (const ending of ['.txt', '.gt.txt'])
      for (const file of files.filter((name) => name.endsWith(ending))) texts.set(file.slice(0, -ending.length), (await read(file)).trim());
    return new Truths(texts);
  }

  for(image: string): string | null {
    return this.#byStem.get(stem(image)) ?? null;
  }
}
