import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { test } from 'tap';
import { Draft, type Rows } from '../../../projections/engine/draft.ts';
import { foldPage, foldRollup, rollupTouches, touchOf, type Step, type Touch } from '../../../projections/engine/fold-page.ts';
import type { FoldFailed } from '../../../projections/engine/fold-failed.ts';
import type { Row } from '../../../projections/engine/stored-table.ts';
import { changeOf, type TableChange } from '../../../projections/engine/write-rows.ts';
import { broken, filled, histories, jarId, made, moved, recordedFrom, shaken, type Happening } from './happenings.ts';
import { jars, shelves } from './jars.ts';
import { worldAfter } from './reference.ts';

const none = new Map<string, Row>();
function fold(before: Rows, page: readonly Touch[]) {
  const draft = new Draft(before);
  const steps = foldPage(jars, draft, page);
  return { changed: draft.changed(), steps };
}
function sum(before: Rows, steps: readonly Step[]) {
  const draft = new Draft(before);
  foldRollup(jars, shelves, draft, rollupTouches(jars, shelves, steps));
  return draft.changed();
}
const touches = (...history: readonly Happening[]) => recordedFrom(history).map((recorded) => touchOf(jars, recorded));

test('a page writes a row once, however often its events touch it', (t) => {
  const { changed, steps } = fold(none, touches(made(1), filled(1, 3), filled(1, 4), made(2)));

  t.match(changeOf(changed), {
    upserts: [
      { id: jarId(1), marbles: 7, revision: 2 },
      { id: jarId(2), marbles: 0 },
    ],
    deletes: [],
  });
  t.equal(steps.length, 4);
  t.end();
});

test('a row that comes and goes within a page is neither written nor deleted', (t) => {
  t.strictSame(changeOf(fold(none, touches(made(1), broken(1))).changed), { upserts: [], updates: [], deletes: [] });
  t.end();
});

test('a row that goes is deleted; a fold that changes nothing writes nothing', (t) => {
  const [first, ...rest] = touches(made(1), shaken(1), shaken(1), broken(1));
  const row = fold(none, [first!]).changed.get(jarId(1))!;
  const before = new Map([[jarId(1), row]]);

  t.strictSame(changeOf(fold(before, rest).changed), { upserts: [], updates: [], deletes: [jarId(1)] });
  t.equal(fold(before, rest.slice(0, 2)).steps.length, 1, 'the second shaking is no step');
  t.end();
});

test('an event that names a row twice touches it once', (t) => {
  t.strictSame(touches(shaken(3, 1, 3))[0]?.keys, [jarId(3), jarId(1)]);
  t.end();
});

test('a rollup sees every change in order: what left one row and came to another', (t) => {
  const { steps } = fold(none, touches(made(1, 'top'), filled(1, 5), moved(1, 'bottom'), made(2, 'bottom')));

  t.strictSame(changeOf(sum(none, steps)), {
    upserts: [{ shelf: 'bottom', jars: 2, marbles: 5 }],
    updates: [],
    deletes: [],
  });
  t.end();
});

test('a fold that throws names its projection and the event', (t) => {
  const failing = { ...jars, fold: () => fail('no such jar') };
  const failed = caught(() => foldPage(failing, new Draft(none), touches(made(1))));

  t.match(failed, { projection: 'jars', recorded: { type: 'JarMade', position: 1n }, message: /JarMade at position 1: no such jar/ });
  t.end();
});

test('pages of any size come to what event after event comes to', (t) => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 1, max: 25 }), (history, size) => {
      const log = recordedFrom(history);
      const tables = { jars: new Map<string, Row>(), shelves: new Map<string, Row>() };
      for (let at = 0; at < log.length; at += size) {
        const page = log.slice(at, at + size).map((recorded) => touchOf(jars, recorded));
        const { changed, steps } = fold(tables.jars, page);
        write(tables.jars, 'id', changeOf(changed));
        write(tables.shelves, 'shelf', changeOf(sum(tables.shelves, steps)));
      }
      const world = worldAfter(log);
      return sameRows(tables.jars, world.jars) && sameRows(tables.shelves, world.shelves);
    }),
  );
  t.pass('for any history and any size');
  t.end();
});

function write(table: Map<string, Row>, key: string, { upserts, deletes }: TableChange): void {
  for (const row of upserts) table.set(row[key] as string, row);
  for (const gone of deletes) table.delete(gone);
}

function sameRows(one: ReadonlyMap<string, object>, other: ReadonlyMap<string, object>): boolean {
  return isDeepStrictEqual(new Map(one), new Map(other));
}

function fail(message: string): never {
  throw new Error(message);
}

function caught(what: () => unknown): FoldFailed | undefined {
  try {
    what();
    return undefined;
  } catch (error) {
    return error as FoldFailed;
  }
}
