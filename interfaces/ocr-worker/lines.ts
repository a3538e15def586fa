import type { Block } from 'tesseract.js';
import { enclosing } from './polygon.ts';
import type { Box } from './polygon.ts';

/** A recognised line in pixels of the picture; `confidence` from 0 to 1. */
export type Line = { readonly box: Box; readonly text: string; readonly confidence: number };

/**
 * How sure a word must be to be taken for text. Stains, borders and the edge of the facing page come as marks and as one to three letters
 * that are hardly believed; a long word is text even where its letters are in doubt.
 */
function isText({ text, confidence }: Line): boolean {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters === 0) return text !== '' && confidence >= 0.6;
  return confidence >= (letters <= 3 ? 0.4 : 0.05);
}

/** The lines of Tesseract's answer in reading order, without the marks that are none. */
export function linesOf(blocks: readonly Block[]): readonly Line[] {
  return blocks
    .flatMap((block) => block.paragraphs)
    .flatMap((paragraph) => paragraph.lines)
    .flatMap(({ words }) => {
      const kept = words.map(toLine).filter(isText);
      return kept.length === 0 ? [] : [joined(kept, ' ')];
    });
}

/** Parts in one: their texts with `separator` between them, the box around them, the confidence of their average character. */
export function joined(parts: readonly Line[], separator: string): Line {
  const characters = parts.reduce((sum, part) => sum + part.text.length, 0);
  return {
    box: enclosing(parts.map((part) => part.box)),
    text: parts.map((part) => part.text).join(separator),
    confidence: Number((parts.reduce((sum, part) => sum + part.confidence * part.text.length, 0) / characters).toFixed(4)),
  };
}

type Word = Block['paragraphs'][number]['lines'][number]['words'][number];

function toLine({ text, confidence, bbox }: Word): Line {
  return {
    box: { left: bbox.x0, top: bbox.y0, right: bbox.x1, bottom: bbox.y1 },
    text: text.trim().normalize('NFC'),
    confidence: Math.min(1, Math.max(0, confidence / 100)),
  };
}
