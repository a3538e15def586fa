import fc from 'fast-check';
import { test } from 'tap';
import { accuracyRule, characterAccuracy, comparable, editDistance } from '../../../domain/policies/character-accuracy.ts';

/** The textbook definition, for texts of a few characters. */
function naiveDistance(left: readonly number[], right: readonly number[]): number {
  if (left.length === 0 || right.length === 0) return left.length + right.length;
  const [l, ...ls] = left;
  const [r, ...rs] = right;
  if (l === r) return naiveDistance(ls, rs);
  return 1 + Math.min(naiveDistance(ls, right), naiveDistance(left, rs), naiveDistance(ls, rs));
}

const shortWord = fc.array(fc.integer({ min: 97, max: 100 }), { maxLength: 6 });
const text = fc.string({ unit: 'grapheme', maxLength: 60 });

void test('a text that is its truth has accuracy 1', (t) => {
  fc.assert(fc.property(text, (truth) => characterAccuracy(truth, truth) === 1));
  t.pass();
  t.end();
});

void test('one wrong character in ten costs a tenth', (t) => {
  t.equal(characterAccuracy('0123456789', '012345678x'), 0.9);
  t.equal(characterAccuracy('0123456789', '012345678'), 0.9);
  t.equal(characterAccuracy('0123456789', '0123456789x'), 0.9);
  t.end();
});

void test('more edits than characters still give 0, never less', (t) => {
  t.equal(characterAccuracy('ab', 'something else altogether'), 0);
  fc.assert(
    fc.property(text, text, (truth, found) => {
      const accuracy = characterAccuracy(truth, found);
      return accuracy >= 0 && accuracy <= 1;
    }),
  );
  t.end();
});

void test('an empty truth is met only by an empty text', (t) => {
  t.equal(characterAccuracy('', ' \n'), 1);
  t.equal(characterAccuracy(' ', 'x'), 0);
  t.end();
});

void test('composed and decomposed letters are the same', (t) => {
  t.equal(characterAccuracy('Bücher und Äpfel', 'Bücher und Äpfel'.normalize('NFD')), 1);
  t.end();
});

void test('white space counts as one space however long it is, and not at all at the ends', (t) => {
  t.equal(characterAccuracy('one two\nthree', '  one\n\ttwo  three\n'), 1);
  t.equal(characterAccuracy('onetwo', 'one two'), 1 - 1 / 6);
  t.end();
});

void test('a character outside the basic plane counts once', (t) => {
  t.equal(characterAccuracy('𝔄𝔅', '𝔄'), 0.5);
  t.end();
});

void test('Fraktur letters are modern ones when the text is said to be Fraktur', (t) => {
  const old = 'daſs die groͤßten Aͤmter⸗ und Waſſer⹀Geſetze fuͤꝛ Oͤl Uͤbel haͤtten¬ ꞊';
  const modern = 'dass die größten Ämter- und Wasser-Gesetze für Öl Übel hätten- -';
  t.equal(characterAccuracy(old, modern, { fraktur: true }), 1);
  t.equal(characterAccuracy(modern, old, { fraktur: true }), 1);
  t.ok(characterAccuracy(old, modern) < 0.9);
  t.end();
});

void test('the distance is the textbook one, on words short enough to count', (t) => {
  fc.assert(fc.property(shortWord, shortWord, (left, right) => editDistance(left, right) === naiveDistance(left, right)));
  t.pass();
  t.end();
});

void test('the distance is a metric', (t) => {
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      const [x, y, z] = [comparable(a), comparable(b), comparable(c)];
      const sum = editDistance(x, y) + editDistance(y, z);
      return (
        editDistance(x, y) === editDistance(y, x) &&
        editDistance(x, z) <= sum &&
        (editDistance(x, y) === 0) === (a === b || x.join() === y.join())
      );
    }),
  );
  t.pass();
  t.end();
});

void test('two pages of 5,000 characters that have nothing in common are compared', (t) => {
  const truth = Array.from({ length: 5_000 }, (_, index) => String.fromCharCode(97 + ((index * 7) % 13))).join('');
  const found = Array.from({ length: 5_000 }, (_, index) => String.fromCharCode(110 + ((index * 5) % 13))).join('');
  const accuracy = characterAccuracy(truth, found);
  t.equal(accuracy, 0);
  t.end();
});

void test('the rule is stated in one sentence', (t) => {
  t.match(accuracyRule, /^Character accuracy is 1 − edit distance ÷ length of the ground truth.*\.$/);
  t.end();
});
