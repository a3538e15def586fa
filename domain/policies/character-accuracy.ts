/** The rule in one sentence, to be shown wherever the figure is. */
export const accuracyRule =
  'Character accuracy is 1 − edit distance ÷ length of the ground truth (at least 0), both texts in NFC with every run of white space as one space; ' +
  'for Fraktur also ſ as s, ꝛ as r, vowels with a small e above as umlauts, ⸗ ⹀ ꞊ ¬ as -.';

const umlauts: Readonly<Record<string, string>> = { a: 'ä', o: 'ö', u: 'ü', A: 'Ä', O: 'Ö', U: 'Ü' };

/** Fraktur's letters as a modern hand writes them. U+0364 is the small e above a vowel; it has no composed form, so NFC keeps it. */
function modernised(text: string): string {
  return text
    .replaceAll('ſ', 's')
    .replaceAll('ꝛ', 'r')
    .replace(/([aouAOU])\u0364/g, (whole, vowel: string) => umlauts[vowel] ?? whole)
    .replace(/[\u2E17\u2E40\uA78A\u00AC]/g, '-');
}

/** The code points that are compared: what the rule calls the same is the same here. */
export function comparable(text: string, options: { fraktur?: boolean } = {}): readonly number[] {
  const composed = text.normalize('NFC');
  const spelled = options.fraktur === true ? modernised(composed).normalize('NFC') : composed;
  const spaced = spelled.replace(/\s+/g, ' ').trim();
  return Array.from(spaced, (character) => character.codePointAt(0) ?? 0);
}

/**
 * Levenshtein distance in code points: the fewest insertions, deletions and substitutions that turn one text into the other.
 * One row of the table is kept (memory is linear in the shorter text); what both have in common at their ends costs nothing.
 */
export function editDistance(left: readonly number[], right: readonly number[]): number {
  const [long, short] = left.length >= right.length ? [left, right] : [right, left];
  let start = 0;
  while (start < short.length && long[start] === short[start]) start += 1;
  let end = 0;
  while (end < short.length - start && long[long.length - 1 - end] === short[short.length - 1 - end]) end += 1;

  const across = short.slice(start, short.length - end);
  const row = Array.from({ length: across.length + 1 }, (_, column) => column);
  for (let line = start; line < long.length - end; line += 1) {
    const character = long[line];
    let diagonal = row[0] ?? 0;
    let before = diagonal + 1;
    row[0] = before;
    for (let column = 0; column < across.length; column += 1) {
      const above = row[column + 1] ?? 0;
      let best = across[column] === character ? diagonal : diagonal + 1;
      if (above < best) best = above + 1;
      if (before < best) best = before + 1;
      row[column + 1] = best;
      before = best;
      diagonal = above;
    }
  }
  return row[across.length] ?? 0;
}

/**
 * How much of a known text was recognised, from 0 to 1, by `accuracyRule`. A text that is longer than its truth can need more edits than
 * the truth has characters: the figure stays at 0 then. For an empty truth it is 1 when nothing was recognised and 0 otherwise.
 */
export function characterAccuracy(truth: string, text: string, options: { fraktur?: boolean } = {}): number {
  const expected = comparable(truth, options);
  const found = comparable(text, options);
  if (expected.length === 0) return found.length === 0 ? 1 : 0;
  return Math.max(0, 1 - editDistance(expected, found) / expected.length);
}
