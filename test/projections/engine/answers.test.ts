import { test } from 'tap';
import { Answers, type Written } from '../../../projections/engine/answers.ts';
import { caughtUp, engine, shownRows, wholeLog, type Engine } from './engine.ts';
import { broken, filled, happen, jarId, made, moved, shaken, type Happening } from './happenings.ts';
import { jars, total } from './jars.ts';

/** Tables that stand still from here on. */
async function still(e: Engine, ...past: readonly Happening[]): Promise<Answers> {
  await happen(e.store, ...past);
  await (await caughtUp(e.projector())).stop();
  return new Answers(e);
}

async function written({ store }: Engine, ...happenings: readonly Happening[]): Promise<Written> {
  const before = await store.head();
  const position = await happen(store, ...happenings);
  return { position, events: (await wholeLog(store)).filter((recorded) => recorded.position > before) };
}

test('a write is answered with the row as it will be, before any table shows it', async (t) => {
  const e = await engine(t);
  const answers = await still(e, made(1, 'top', 'Brass'), filled(1, 4));
  const outcome = await written(e, filled(1, 3));

  const [row] = await answers.rows(jars, [jarId(1)], outcome);

  t.match(row, { label: 'Brass', marbles: 7, revision: 2, position: outcome.position });
  t.match([...(await shownRows(jars, e.pool)).values()], [{ marbles: 4 }]);
});

test('a row that did not exist, one that does no more, and one that is not concerned, in the order asked for', async (t) => {
  const e = await engine(t);
  const answers = await still(e, made(1), made(2));
  const outcome = await written(e, made(3), broken(1));

  const rows = await answers.rows(jars, [jarId(3), jarId(1), jarId(9), jarId(2)], outcome);

  t.match(rows, [{ id: jarId(3) }, null, null, { id: jarId(2) }]);
});

test('what others wrote since the table was moved is in the answer, from other streams too', async (t) => {
  const e = await engine(t);
  const answers = await still(e, made(1));
  await happen(e.store, moved(1, 'low'), shaken(1));
  const outcome = await written(e, filled(1, 3));

  t.match(await answers.rows(jars, [jarId(1)], outcome), [{ shelf: 'low', shaken: true, marbles: 3 }]);
});

test('a table that is ahead of the write is answered from as it is: no event counts twice', async (t) => {
  const e = await engine(t);
  const outcome = await written(e, made(1), filled(1, 3));
  const answers = await still(e);

  t.match(await answers.rows(jars, [jarId(1)], outcome), [{ marbles: 3 }]);
  t.match(await answers.rows(total, ['all'], outcome), [{ marbles: 3 }]);
});

test('a table far behind: the streams written to are read whole', async (t) => {
  const e = await engine(t);
  const answers = await still(e, made(1), filled(1, 1));
  await happen(e.store, filled(1, 1), ...Array.from({ length: 120 }, (_, n) => made(n + 10)));
  const outcome = await written(e, filled(1, 1));

  t.match(await answers.rows(jars, [jarId(1)], outcome), [{ marbles: 3, revision: 3 }]);
});

test('a command that had nothing to add is answered with the row up to its position', async (t) => {
  const e = await engine(t);
  const answers = await still(e, made(1));
  const { position } = await written(e, filled(1, 2));

  t.match(await answers.rows(jars, [jarId(1)], { events: [], position }), [{ marbles: 2 }]);
});

test('while tables of a newer version are being built, and when they have taken the place of those known, answers are of that version', async (t) => {
  const e = await engine(t);
  const answers = await still(e, made(1), filled(1, 1));
  const outcome = await written(e, filled(1, 1));
  await answers.rows(jars, [jarId(1)], outcome);
  const doubled: typeof jars = {
    ...jars,
    version: 2,
    fold: (row, recorded, key) =>
      recorded.type === 'MarblesAdded' && row
        ? { ...row, marbles: row.marbles + 2 * recorded.data.marbles }
        : jars.fold(row, recorded, key),
  };
  const newer = e.projector({ projections: [doubled, total], pageSize: 1 });

  await newer.start();
  await e.keepers({ projections: [doubled, total], pageSize: 1 });
  t.match(await answers.rows(doubled, [jarId(1)], outcome), [{ marbles: 4 }]);
  await e.heard(/New tables of a read model are live/);

  t.match(await answers.rows(doubled, [jarId(1)], outcome), [{ marbles: 4 }]);
  await t.rejects(answers.rows(jars, [jarId(1)], outcome), { message: /no tables of this version/ });
});
