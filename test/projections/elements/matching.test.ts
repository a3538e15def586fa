import { test, type Test } from 'tap';
import type { CreatedElement, ElementBatchEvent } from '../../../domain/element-batch/events.ts';
import type { ElementKey, Matching, MatchingElement } from '../../../application/ports/look/elements.ts';
import { elementPaths } from '../../../projections/element-paths/fold.ts';
import { elementTypes } from '../../../projections/element-types/fold.ts';
import { elementsLook } from '../../../projections/elements/look.ts';
import { elements } from '../../../projections/elements/fold.ts';
import { images } from '../../../projections/images/fold.ts';
import { inStream } from '../../support/folding.ts';
import { readSideAfter } from '../../support/read-models.ts';
import * as a from '../../support/elements.ts';

const type = (elementTypeId: string, slug: string) =>
  ({
    type: 'ElementTypeAdded',
    data: { elementTypeId, slug, displayName: slug, folder: false, color: '28b62c', indexable: false },
  }) as const;
const batch = (...made: CreatedElement[]): ElementBatchEvent => ({
  type: 'ElementsCreated',
  data: { corpusId: a.corpusId, part: 1, parts: 1, workerRunId: null, creatorId: 7, elements: made },
});
const page = (n: string, parentId: string | null) => a.line(n, { typeId: a.pageTypeId, name: `Page ${n}`, parentId });
const [volume, recto, verso, loose] = [
  page('volume', null),
  page('recto', a.line('volume').elementId),
  page('verso', a.line('volume').elementId),
  page('loose', null),
];
const lines = Array.from({ length: 7 }, (_, n) =>
  a.line(`line ${n}`, { name: `Line ${n}`, parentId: recto.elementId, polygon: a.box(0, n * 10, 5, 5) }),
);
const all: Matching = { corpusId: a.corpusId, elementId: null, elementTypeId: null, nameContains: null, loadChildren: false };

async function library(t: Test) {
  const readSide = await readSideAfter(
    t,
    [elementPaths, elementTypes, elements, images],
    ...inStream(`corpus-${a.corpusId}`)(type(a.pageTypeId, 'page'), type(a.lineTypeId, 'line')),
    ...inStream(`image-${a.imageId}`)(
      { type: 'ImageDeclared', data: { imageId: a.imageId, serverId: a.otherId, path: 'a.img', width: 0, height: 0, hash: null } },
      { type: 'ImageChecked', data: { width: 80, height: 100 } },
    ),
    ...inStream('elementbatch-1')(batch(volume, loose)),
    ...inStream('elementbatch-2')(batch(verso), batch(recto)),
    ...inStream('elementbatch-3')(batch(...lines)),
  );
  return elementsLook(readSide);
}

async function names(look: Awaited<ReturnType<typeof library>>, over: Partial<Matching>, limit = 3): Promise<readonly string[]> {
  const known = new Map([volume, recto, verso, loose, ...lines].map(({ elementId, name }) => [elementId, name]));
  const found: MatchingElement[] = [];
  for (let after: ElementKey | null = null; ;) {
    const next: readonly MatchingElement[] = await look.matchingPage({ ...all, ...over }, after, limit);
    found.push(...next);
    if (next.length < limit) return found.map(({ id }) => known.get(id) ?? '');
    after = next.at(-1) ?? null;
  }
}

test('a process without filters works on the whole project, in its order, page by page', async (t) => {
  const look = await library(t);
  const order = [volume, loose, verso, recto, ...lines].map(({ name }) => name);
  for (const limit of [1, 3, 11, 100]) t.same(await names(look, {}, limit), order);
});

test('below an element it works on the direct children, or on all levels', async (t) => {
  const look = await library(t);
  t.same(await names(look, { elementId: volume.elementId }), ['Page verso', 'Page recto']);
  t.equal((await names(look, { elementId: volume.elementId, loadChildren: true })).length, 9);
  t.same(await names(look, { elementId: verso.elementId, loadChildren: true }), []);
});

test('type and name narrow, the name whatever its case and letter by letter', async (t) => {
  const look = await library(t);
  t.same(await names(look, { elementTypeId: a.pageTypeId, nameContains: 'O' }), ['Page volume', 'Page loose', 'Page verso', 'Page recto']);
  t.same(await names(look, { elementTypeId: a.lineTypeId, nameContains: 'line 6' }), ['Line 6']);
  t.same(await names(look, { nameContains: 'Line_6' }), []);
  t.same(await names(look, { corpusId: a.otherId }), []);
});

test('they are counted no further than asked', async (t) => {
  const look = await library(t);
  t.equal(await look.countMatching(all, 100), 11);
  t.equal(await look.countMatching(all, 4), 4);
  t.equal(await look.countMatching({ ...all, elementId: verso.elementId }, 4), 0);
  t.match(await look.matchingPage({ ...all, nameContains: 'recto' }, null, 1), [{ id: recto.elementId, type: 'page' }]);
});

test('an element is known with its image, its project, and its children of a type on that image', async (t) => {
  const look = await library(t);
  t.same(await look.element(recto.elementId), {
    id: recto.elementId,
    corpusId: a.corpusId,
    polygon: recto.polygon,
    image: { id: a.imageId, status: 'checked', width: 80, height: 100 },
  });
  t.equal(await look.element(a.otherId), null);
  t.same(await look.corporaOf([recto.elementId, a.otherId]), new Map([[recto.elementId, a.corpusId]]));
  t.same(
    (await look.childrenOn(recto.elementId, a.lineTypeId, a.imageId)).map(({ id }) => id),
    lines.map(({ elementId }) => elementId),
  );
  t.same(await look.childrenOn(recto.elementId, a.pageTypeId, a.imageId), []);
  t.same(await look.childrenOn(recto.elementId, a.lineTypeId, a.otherId), []);
});
