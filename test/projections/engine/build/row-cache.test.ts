import fc from 'fast-check';
import { test } from 'tap';
import { RowCache } from '../../../../projections/engine/build/row-cache.ts';
import type { Row } from '../../../../projections/engine/stored-table.ts';

const counted = (row: Row | null): Row => ({ n: Number(row?.n ?? 0) + 1 });

test('given rows that are asked for, changed and written in any order, when few are kept: the table and what is on its way are never forgotten', (t) => {
  const stretches = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 15 }), { maxLength: 30 });
  fc.assert(
    fc.property(stretches, fc.integer({ min: 0, max: 10 }), (history, mostKept) => {
      const cache = new RowCache(mostKept);
      const table = new Map<string, Row>();
      const expected = new Map<string, Row>();
      let underWay: ReturnType<RowCache['begin']> = [];
      const write = () => {
        for (const { key, before, after } of underWay) {
          if ((before === null) !== !table.has(key)) throw new Error('it was said to be otherwise before');
          if (after) table.set(key, after);
        }
      };
      for (const stretch of history) {
        const keys = stretch.map(String);
        const unknown = cache.unknown(keys);
        cache.learn(unknown, new Map(table));
        for (const key of keys) {
          cache.put(key, counted(cache.row(key)));
          expected.set(key, counted(expected.get(key) ?? null));
        }
        if (stretch.length % 2 === 0) {
          write();
          underWay = cache.begin();
        }
      }
      write();
      underWay = cache.begin();
      write();
      return JSON.stringify([...table].sort()) === JSON.stringify([...expected].sort());
    }),
  );
  t.pass();
  t.end();
});

test('given a row that nobody has read, when it is asked for: an error, no guess', (t) => {
  const cache = new RowCache(10);
  t.throws(() => cache.row('a'), /The row a was not read/);
  cache.learn(cache.unknown(['a']), new Map());
  t.equal(cache.row('a'), null);
  t.end();
});
