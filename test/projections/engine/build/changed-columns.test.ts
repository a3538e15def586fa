import fc from 'fast-check';
import { test } from 'tap';
import { byColumns } from '../../../../projections/engine/build/changed-columns.ts';
import type { RowChange } from '../../../../projections/engine/build/row-cache.ts';
import { storedTable, type Row } from '../../../../projections/engine/stored-table.ts';
import type { TableShape } from '../../../../projections/engine/projection.ts';

const shape: TableShape<Row> = { columns: { id: 'text', a: 'int', b: 'int', c: 'int' }, key: 'id', indexes: [] };
const table = storedTable('things', shape, 'read.things_g1');
const row = (id: number, a = 0, b = 0, c = 0): Row => ({ id: String(id), a, b, c });
const change = (before: Row | null, after: Row | null): RowChange => ({ key: String((before ?? after)?.id), before, after });

test('a row that is new is written whole, one that is there in the columns that changed, one that is gone is deleted', (t) => {
  const changed = [...Array(60).keys()].map((id) => change(row(id), row(id, 1)));

  const { upserts, updates, deletes } = byColumns(table, [...changed, change(null, row(100)), change(row(101), null)]);

  t.strictSame(upserts, [row(100)]);
  t.strictSame(deletes, ['101']);
  t.match(updates, [{ properties: ['a'], rows: changed.map(({ after }) => after) }]);
  t.equal(updates.length, 1);
  t.end();
});

test('few rows with columns of their own are written together; what came and went is not written at all', (t) => {
  const changes = [change(row(1), row(1, 1)), change(row(2), row(2, 0, 0, 1)), change(row(3), row(3))];

  const { updates } = byColumns(table, changes);

  t.strictSame(updates, [{ properties: ['a', 'c'], rows: [row(1, 1), row(2, 0, 0, 1)] }]);
  t.end();
});

test('whatever changed: a table so written has the rows as they are', (t) => {
  const maybe = fc.option(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), {
    nil: null,
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(maybe, maybe), { maxLength: 300 }), (pairs) => {
      const changes = pairs.map(([before, after], id): RowChange => ({
        key: String(id),
        before: before && row(id, ...before),
        after: after && row(id, ...after),
      }));
      const rows = new Map(changes.flatMap(({ key, before }) => (before ? [[key, before] as const] : [])));

      const { upserts, updates, deletes } = byColumns(table, changes);
      for (const key of deletes) rows.delete(key);
      for (const one of upserts) rows.set(String(one.id), one);
      for (const { properties, rows: some } of updates) {
        for (const one of some) {
          const set = Object.fromEntries(properties.map((property) => [property, one[property]]));
          rows.set(String(one.id), { ...rows.get(String(one.id)), ...set });
        }
      }

      const wanted = changes.flatMap(({ key, after }) => (after ? [[key, after] as const] : []));
      return JSON.stringify([...rows].sort()) === JSON.stringify([...wanted].sort());
    }),
  );
  t.pass();
  t.end();
});
