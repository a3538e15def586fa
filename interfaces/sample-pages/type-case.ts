import type { Font } from 'opentype.js';
import { outline } from './outline.ts';

const ligatures = { features: { liga: true } };

/**
 * Glyphs drawn once and used many times. The outlines of an old typeface follow every dent of the metal, some kilobytes a letter: a page
 * of them written out would be megabytes, and the renderer drops what comes after its limit.
 */
export function typeCase(font: Font) {
  const drawn = new Map<string, string>();
  const used: string[] = [];
  return {
    /** The width of a text in pixels. */
    measure: (text: string, size: number): number => font.getAdvanceWidth(text, size, ligatures),
    /** Sets a text with its origin at (x, y), in pixels. */
    set(text: string, x: number, y: number, size: number): void {
      font.forEachGlyph(text, x, y, size, ligatures, (glyph, left, baseline) => {
        const id = `g${glyph.index}-${size}`;
        if (!drawn.has(id)) drawn.set(id, `<path id="${id}" d="${outline(glyph, size)}"/>`);
        used.push(`<use href="#${id}" x="${left.toFixed(1)}" y="${baseline.toFixed(1)}"/>`);
      });
    },
    outlines: (): string => [...drawn.values()].join(''),
    impressions: (): string => used.join(''),
  };
}
