import { test } from 'tap';
import type { Block } from 'tesseract.js';
import { joined, linesOf } from '../../../interfaces/ocr-worker/lines.ts';

type Word = readonly [text: string, confidence: number, x0: number, x1: number];

/** Tesseract's answer, as far as it is read. */
const blockOf = (...lines: readonly (readonly Word[])[]): Block =>
  ({
    paragraphs: [
      {
        lines: lines.map((words, row) => ({
          words: words.map(([text, confidence, x0, x1]) => ({ text, confidence, bbox: { x0, x1, y0: row * 10, y1: row * 10 + 8 } })),
        })),
      },
    ],
  }) as unknown as Block;

void test('lines come with their words, the box around them and the confidence of their average character', (t) => {
  t.same(
    linesOf([
      blockOf([
        ['Two', 90, 5, 20],
        ['fishes', 60, 25, 70],
      ]),
      blockOf([['end', 100, 0, 9]]),
    ]),
    [
      { box: { left: 5, top: 0, right: 70, bottom: 8 }, text: 'Two fishes', confidence: 0.7 },
      { box: { left: 0, top: 0, right: 9, bottom: 8 }, text: 'end', confidence: 1 },
    ],
  );
  t.end();
});

void test('the fewer letters a word has, the surer it must be', (t) => {
  const texts = (...words: readonly Word[]) => linesOf([blockOf(words)]).map((line) => line.text);
  t.same(texts(['|', 59, 0, 1], ['—', 60, 2, 3], ['of', 40, 4, 5], ['ri', 39, 6, 7], ['Despotism', 5, 8, 9], ['Despotism', 4, 10, 11]), [
    '— of Despotism',
  ]);
  t.end();
});

void test('a mark that is no text leaves no place behind', (t) => {
  const [line] = linesOf([
    blockOf([
      ['|', 3, 0, 4],
      ['text', 80, 50, 90],
    ]),
  ]);
  t.same(line, { box: { left: 50, top: 0, right: 90, bottom: 8 }, text: 'text', confidence: 0.8 });
  t.end();
});

void test('a line without text is no line', (t) => {
  t.same(linesOf([blockOf([['~', 10, 0, 4]], [[' ', 95, 0, 4]])]), []);
  t.end();
});

void test('letters are composed', (t) => {
  t.equal(linesOf([blockOf([['fu\u0308r', 90, 0, 4]])])[0]?.text, 'für');
  t.end();
});

void test('lines in one are the page', (t) => {
  const page = joined(linesOf([blockOf([['a', 50, 0, 4]], [['bcd', 90, 2, 9]])]), '\n');
  t.same(page, { box: { left: 0, top: 0, right: 9, bottom: 18 }, text: 'a\nbcd', confidence: 0.8 });
  t.end();
});
