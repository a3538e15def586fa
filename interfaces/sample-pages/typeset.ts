import { breakLines } from './break-lines.ts';
import { oldTypeface } from './font.ts';
import { body, heading, height, margin, width } from './measures.ts';
import type { SamplePage } from './page.ts';
import { randomFrom } from './random.ts';
import { typeCase } from './type-case.ts';

/** The page's text as black outlines on white: an SVG without any font, slightly askew and with words that do not stand quite level. */
export function typeset(page: SamplePage): string {
  const types = typeCase(oldTypeface());
  const random = randomFrom(`type of ${page.name}`);
  const unevenness = (): number => (random() - 0.5) * 1.6;

  const [title = '', ...paragraphs] = page.truth.split('\n\n');
  types.set(title, (width - types.measure(title, heading.size)) / 2, margin.top, heading.size);

  let y = margin.top + heading.below;
  const measure = (word: string): number => types.measure(word, body.size);
  const column = { width: width - margin.left - margin.right, indent: body.indent, space: measure(' '), measure };
  for (const paragraph of paragraphs) {
    for (const line of breakLines(paragraph, column)) {
      for (const word of line) types.set(word.text, margin.left + word.x, y + unevenness(), body.size);
      y += body.leading;
    }
  }

  const skew = ((random() - 0.5) * 1.4).toFixed(3);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<defs>${types.outlines()}</defs><rect width="100%" height="100%" fill="#fff"/>`,
    `<g transform="rotate(${skew} ${width / 2} ${height / 2})">${types.impressions()}</g></svg>`,
  ].join('');
}
