import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import opentype from 'opentype.js';
import type { Font } from 'opentype.js';

let loaded: Font | undefined;

/** IM Fell English, a cut of the seventeenth century, read from its package: the machine needs no fonts and no font configuration. */
export function oldTypeface(): Font {
  if (loaded === undefined) {
    const file = fileURLToPath(import.meta.resolve('@fontsource/im-fell-english/files/im-fell-english-latin-400-normal.woff'));
    loaded = opentype.parse(new Uint8Array(readFileSync(file)).buffer);
  }
  return loaded;
}
