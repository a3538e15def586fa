import fc from 'fast-check';
import { test } from 'tap';
import { breakLines } from '../../../interfaces/sample-pages/break-lines.ts';

const column = { width: 200, indent: 20, space: 5, measure: (word: string): number => word.length * 10 };

void test('a line takes as many words as fit', (t) => {
  const lines = breakLines('aaaaa bbbbb ccccc ddddd eeeee', column);
  t.same(
    lines.map((line) => line.map((word) => word.text)),
    [
      ['aaaaa', 'bbbbb', 'ccccc'],
      ['ddddd', 'eeeee'],
    ],
  );
  t.end();
});

void test('the first line is indented, full lines end at the edge and the last keeps its spaces', (t) => {
  const [full = [], last = []] = breakLines('aaaaa bbbbb ccccc ddddd eeeee', column);
  t.equal(full[0]?.x, 20);
  t.equal((full.at(-1)?.x ?? 0) + 50, 200);
  t.same(
    last.map((word) => word.x),
    [0, 55],
  );
  t.end();
});

void test('no word is lost, moved before another or set beyond the edge', (t) => {
  const word = fc.stringMatching(/^[a-z]{1,17}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), (words) => {
      const lines = breakLines(words.join(' '), column);
      const kept = lines.flat().map((placed) => placed.text);
      const fits = lines.every((line) =>
        line.every((placed, index) => {
          const next = line[index + 1]?.x ?? column.width + column.space;
          return placed.x >= 0 && placed.x + column.measure(placed.text) + column.space <= next + 0.001;
        }),
      );
      return fits && kept.join(' ') === words.join(' ');
    }),
  );
  t.pass();
  t.end();
});
