import type { Glyph, PathCommand } from 'opentype.js';

/**
 * A glyph's outline as SVG path data, in tenths of a pixel. The package's own `toPathData` runs numbers into each other where one rounds
 * to minus zero ("Q9.80 9.30L90"), and the letter is lost.
 */
export function outline(glyph: Glyph, size: number): string {
  return glyph.getPath(0, 0, size).commands.map(command).join('');
}

function command(step: PathCommand): string {
  switch (step.type) {
    case 'M':
    case 'L':
      return step.type + numbers(step.x, step.y);
    case 'Q':
      return step.type + numbers(step.x1, step.y1, step.x, step.y);
    case 'C':
      return step.type + numbers(step.x1, step.y1, step.x2, step.y2, step.x, step.y);
    case 'Z':
      return step.type;
  }
}

const numbers = (...values: readonly number[]): string => values.map((value) => value.toFixed(1)).join(' ');
