import fc from 'fast-check';
import { test } from 'tap';
import { partLimits, partsOf } from '../../../domain/kernel/parts.ts';

const item = fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 40 }), size: fc.nat() });

test('parts hold every item once, in order', async () => {
  fc.assert(
    fc.property(fc.array(item), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 200 }), (items, count, bytes) => {
      const parts = partsOf(items, { items: count, bytes });
      return JSON.stringify(parts.flat()) === JSON.stringify(items) && parts.every((part) => part.length > 0 && part.length <= count);
    }),
  );
});

test('a part stays below its bytes unless one item alone is larger', async () => {
  fc.assert(
    fc.property(fc.array(item), fc.integer({ min: 20, max: 300 }), (items, bytes) =>
      partsOf(items, { items: 500, bytes }).every((part) => part.length === 1 || Buffer.byteLength(JSON.stringify(part)) <= bytes + 1),
    ),
  );
});

test('items are put together as long as they fit', async (t) => {
  const small = Array.from({ length: 1200 }, (_, index) => ({ index }));
  t.same(
    partsOf(small).map((part) => part.length),
    [500, 500, 200],
  );
  const large = Array.from({ length: 5 }, () => 'x'.repeat(90 * 1024));
  t.same(
    partsOf(large).map((part) => part.length),
    [2, 2, 1],
    `not more than ${partLimits.bytes} bytes`,
  );
  t.same(partsOf([]), []);
});
