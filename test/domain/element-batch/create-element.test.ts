import { test } from 'tap';
import { createElement, type CreateElementFacts } from '../../../domain/element-batch/create-element.ts';
import type { CreatedElement, ElementBatchEvent } from '../../../domain/element-batch/events.ts';
import { elementBatch } from '../../../domain/element-batch/index.ts';
import { wholeImage } from '../../../domain/element/zone.ts';
import { given } from '../../support/given.ts';
import * as a from '../../support/elements.ts';

const facts = (over: Partial<CreateElementFacts> = {}): CreateElementFacts => ({
  types: a.types,
  parent: null,
  image: null,
  runs: [],
  ...over,
});
const created = (element: CreatedElement, workerRunId: string | null = null, creatorId: number | null = null): ElementBatchEvent => ({
  type: 'ElementsCreated',
  data: { corpusId: a.corpusId, part: 1, parts: 1, workerRunId, creatorId, elements: [element] },
});
const wanted = { corpusId: a.corpusId, typeSlug: 'page', name: 'Page 1' };
const pageOf = (over: Partial<CreatedElement>) => a.line(0, { typeId: a.pageTypeId, name: 'Page 1', parentId: null, ...over });

test('an image without a polygon is covered whole', async () => {
  given(elementBatch)
    .when(createElement, { ...wanted, imageId: a.imageId }, facts({ image: a.image }), { actor: a.user })
    .then(created(pageOf({ polygon: wholeImage(a.image) }), null, 7));
});

test('a polygon without an image lies on the image of the parent', async () => {
  given(elementBatch)
    .when(createElement, { ...wanted, typeSlug: 'line', parentId: a.pageId, polygon: a.box(5, 5, 10, 10) }, facts({ parent: a.page }))
    .then(created(a.line(0, { name: 'Page 1', polygon: a.box(5, 5, 10, 10) })));
});

test('without image and polygon an element has no zone, also below a page', async () => {
  given(elementBatch)
    .when(createElement, { ...wanted, parentId: a.pageId }, facts({ parent: a.page }))
    .then(created(pageOf({ parentId: a.pageId, imageId: null, polygon: null })));
});

test('everything that is wrong is said at once, with its field', async (t) => {
  const { verdict } = given(elementBatch).when(
    createElement,
    { ...wanted, typeSlug: 'map', parentId: a.pageId, polygon: a.box(0, 0, 9, 9), workerRunId: a.runId },
    facts(),
    { actor: a.user },
  );
  t.same(
    verdict.refusals.map(({ code, field }) => [code, field]),
    [
      ['validation_failed', 'type'],
      ['validation_failed', 'parent'],
      ['validation_failed', 'polygon'],
      ['forbidden', 'worker_run_id'],
    ],
  );
});

test('the parent is of the same project', async () => {
  given(elementBatch)
    .when(createElement, { ...wanted, parentId: a.pageId }, facts({ parent: { ...a.page, corpusId: a.otherId } }))
    .thenRefused('validation_failed');
});

test('an image that is unknown, in error, or of unknown size cannot be used', async () => {
  const with_ = (image: CreateElementFacts['image']) =>
    given(elementBatch).when(createElement, { ...wanted, imageId: a.imageId }, facts({ image }));
  with_(null).thenRefused('validation_failed');
  with_({ ...a.image, status: 'error' }).thenRefused('validation_failed');
  with_({ ...a.image, status: 'unchecked', width: 0, height: 0 }).thenRefused('validation_failed');
  with_({ ...a.image, status: 'unchecked' }).then(created(pageOf({ polygon: wholeImage(a.image) })));
});

test('a polygon stays inside its image', async () => {
  given(elementBatch)
    .when(createElement, { ...wanted, imageId: a.imageId, polygon: a.box(0, 0, 801, 5) }, facts({ image: a.image }))
    .thenRefused('validation_failed');
  given(elementBatch)
    .when(createElement, { ...wanted, imageId: a.imageId, polygon: a.box(0, 0, 800, 1000) }, facts({ image: a.image }))
    .then(created(pageOf({ polygon: a.box(0, 0, 800, 1000) })));
});

test('a task names the worker run that made the element', async () => {
  given(elementBatch)
    .when(createElement, { ...wanted, workerRunId: a.runId }, facts({ runs: [a.runId] }), { actor: a.task })
    .then(created(pageOf({ imageId: null, polygon: null }), a.runId));
});
