import { test } from 'tap';
import type { ElementBatchEvent } from '../../../domain/element-batch/events.ts';
import { elementPaths } from '../../../projections/element-paths/fold.ts';
import { elements } from '../../../projections/elements/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import * as a from '../../support/elements.ts';

const page = a.line('page', { typeId: a.pageTypeId, name: 'Page 1', parentId: null });
const [first, other] = [a.line(1, { parentId: page.elementId }), a.line(2, { name: '2', parentId: page.elementId, confidence: 0.5 })];
const batch = (over: Partial<ElementBatchEvent['data']>): ElementBatchEvent => ({
  type: 'ElementsCreated',
  data: { corpusId: a.corpusId, part: 1, parts: 1, workerRunId: null, creatorId: 7, elements: [], ...over },
});
const history = [
  ...inStream(`elementbatch-${a.otherId}`)(batch({ elements: [page] })),
  ...inStream(`results-${a.runId}`)(batch({ elements: [first, other], workerRunId: a.runId, creatorId: null })),
  ...inStream(`element-${first.elementId}`)(
    { type: 'ElementUpdated', data: { elementId: first.elementId, name: 'Title', confidence: null } },
    { type: 'ElementUpdated', data: { elementId: first.elementId, imageId: null, polygon: null } },
  ),
  ...inStream(`element-${a.otherId}`)({ type: 'ElementUpdated', data: { elementId: a.otherId, name: 'of nothing' } }),
];

test('elements come from batches and results, in the order of the log', async (t) => {
  const rows = rowsAfter(elements, ...history);
  t.equal(rows.size, 3);
  t.match(rows.get(page.elementId), {
    corpusId: a.corpusId,
    name: 'Page 1',
    parents: 0,
    creatorId: 7,
    position: 1n,
    place: 0,
    revision: -1,
  });
  t.match(rows.get(other.elementId), {
    name: '2',
    parents: 1,
    workerRunId: a.runId,
    position: 2n,
    place: 1,
    confidence: 0.5,
    revision: -1,
  });
});

test('changes touch what they name and carry the revision of the element', async (t) => {
  const row = rowsAfter(elements, ...history).get(first.elementId);
  t.match(row, { name: 'Title', imageId: null, polygon: null, typeId: a.lineTypeId, created: second(1), updated: second(3), revision: 1 });
});

test('each child has its place below its parent', async (t) => {
  const rows = rowsAfter(elementPaths, ...history);
  t.same(
    [...rows.values()].map(({ childId, parentId, position, place }) => ({ childId, parentId, position, place })),
    [
      { childId: first.elementId, parentId: page.elementId, position: 2n, place: 0 },
      { childId: other.elementId, parentId: page.elementId, position: 2n, place: 1 },
    ],
  );
});
