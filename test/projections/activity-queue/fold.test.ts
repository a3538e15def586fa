import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { activityQueue } from '../../../projections/activity-queue/fold.ts';
import { placeId } from '../../../projections/activity-queue/queued-part.ts';
import { elementId, idOf, keyOf, processId, queued } from '../../support/activities.ts';
import type { ActivityHappened } from '../../support/activities.ts';
import { rowsAfter } from '../../support/folding.ts';

const rows = (...log: readonly ActivityHappened[]) => rowsAfter(activityQueue, ...log);
const id = (process: number, element: number, version = 0): string =>
  placeId(processId(process), keyOf(process, version).workerRunId, elementId(element));

test('an element has a place in the queue of each worker run', async () => {
  const found = rows(queued(1, 1, [4, 7], { versions: [0, 1], part: 2 }));
  assert.equal(found.size, 4);
  assert.deepEqual(found.get(id(1, 7, 1)), {
    ...{ id: id(1, 7, 1), processId: processId(1), run: 1, workerRunId: keyOf(1, 1).workerRunId },
    ...{ elementId: elementId(7), activityId: idOf(7, 1), place: 2001, position: 1n },
  });
  assert.deepEqual([found.get(id(1, 4))?.place, found.get(id(1, 4, 1))?.place], [2000, 2000]);
});

test('a later run takes the place of an earlier one; what it does not queue stays with the earlier one', async () => {
  const found = rows(queued(1, 1, [1, 2, 3]), queued(1, 2, [3, 1]));
  assert.deepEqual([found.get(id(1, 3))?.run, found.get(id(1, 3))?.place], [2, 0]);
  assert.deepEqual([found.get(id(1, 2))?.run, found.get(id(1, 2))?.place], [1, 1]);
});

test('a part of an earlier run that comes late changes nothing', async () => {
  assert.deepEqual(rows(queued(1, 2, [1]), queued(1, 1, [5, 1])).get(id(1, 1)), rows(queued(1, 2, [1])).get(id(1, 1)));
});

test('a listing made again by a restarted step folds into the same rows', async () => {
  const again = rows(queued(1, 1, [1, 2]), queued(1, 1, [2, 1]));
  assert.deepEqual([again.size, again.get(id(1, 2))?.place, again.get(id(1, 1))?.place], [2, 0, 1]);
});

test('processes have queues of their own for a shared activity', async () => {
  const found = rows(queued(1, 1, [1]), queued(2, 1, [1]));
  assert.deepEqual([found.get(id(1, 1))?.activityId, found.get(id(2, 1))?.activityId], [idOf(1, 0), idOf(1, 0)]);
});
