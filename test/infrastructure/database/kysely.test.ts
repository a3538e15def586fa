import { test } from 'tap';
import { readModels } from '../../../infrastructure/database/kysely.ts';
import { caughtUp, engine } from '../../projections/engine/engine.ts';
import { filled, happen, jarId, made, moved } from '../../projections/engine/happenings.ts';
import type { JarRow, ShelfRow } from '../../projections/engine/jars.ts';

interface Tables {
  readonly jars: JarRow;
  readonly shelves: ShelfRow;
}

test('queries see the rows as the folds made them: names, times, big numbers, arrays, JSON with keys of its own', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1, 'top', 'Brass', { someKey: [{ nested_key: 1 }] }), filled(1, 3));
  const position = await happen(store, moved(1, 'low'));
  await caughtUp(projector());
  const db = readModels<Tables>(pool);

  const row = await db.selectFrom('jars').selectAll().where('id', '=', jarId(1)).executeTakeFirstOrThrow();

  t.strictSame(row, {
    id: jarId(1),
    shelf: 'low',
    label: 'Brass',
    marbles: 3,
    weight: 4.5,
    shaken: false,
    lastShelves: ['top'],
    notes: { someKey: [{ nested_key: 1 }] },
    made: new Date('2026-01-01T12:00:00.123Z'),
    position,
    revision: 2,
  } satisfies JarRow);
});

test('tables join, in subqueries and under aliases too', async (t) => {
  const { store, pool, projector } = await engine(t);
  await happen(store, made(1, 'top'), made(2, 'top'), made(3, 'low'));
  await caughtUp(projector());
  const db = readModels<Tables>(pool);

  const rows = await db
    .with('crowded', (qb) => qb.selectFrom('shelves').select('shelf').where('jars', '>', 1))
    .selectFrom('jars as j')
    .innerJoin('crowded', 'crowded.shelf', 'j.shelf')
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.max('j.position').as('lastPosition')])
    .execute();

  t.strictSame(rows, [{ count: 2n, lastPosition: 2n }]);
});
