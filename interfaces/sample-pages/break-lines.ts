/** A word and where it begins, in pixels from the left edge of the column. */
export type PlacedWord = { readonly text: string; readonly x: number };

type Column = { readonly width: number; readonly indent: number; readonly space: number; readonly measure: (word: string) => number };

/** Words of one paragraph in lines as a compositor sets them: as many as fit, and the spaces widened until the line is full, but for the last. */
export function breakLines(paragraph: string, column: Column): readonly (readonly PlacedWord[])[] {
  const lines: string[][] = [];
  let room = 0;
  for (const word of paragraph.split(/\s+/)) {
    const needed = column.measure(word);
    const line = lines.at(-1);
    if (line !== undefined && needed + column.space <= room) {
      line.push(word);
      room -= needed + column.space;
    } else {
      room = column.width - needed - (lines.length === 0 ? column.indent : 0);
      lines.push([word]);
    }
  }
  return lines.map((words, index) => justified(words, index === 0 ? column.indent : 0, index === lines.length - 1, column));
}

function justified(words: readonly string[], indent: number, last: boolean, column: Column): readonly PlacedWord[] {
  const widths = words.map(column.measure);
  const free = column.width - indent - widths.reduce((sum, one) => sum + one, 0);
  const gap = last || words.length === 1 ? column.space : free / (words.length - 1);
  let x = indent;
  return words.map((text, index) => {
    const placed = { text, x };
    x += (widths[index] ?? 0) + gap;
    return placed;
  });
}
