import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { activities } from '../../../projections/activities/fold.ts';
import { claimOf, corpusId, elementId, failed, idOf, keyOf, processed, processId, queued, started } from '../../support/activities.ts';
import type { ActivityHappened } from '../../support/activities.ts';
import { rowsAfter, second } from '../../support/folding.ts';

const row = (...log: readonly ActivityHappened[]) => rowsAfter(activities, ...log).get(idOf(1, 0));
const mine = { process: 1, element: 1 };
const theirs = { process: 2, element: 1, claim: claimOf(2) };
const member = (process: number, run = 1) => ({ processId: processId(process), workerRunId: keyOf(process, 0).workerRunId, run });

test('an element that is queued has an activity without a claim', async () => {
  const { workerRunId, ...worker } = keyOf(1, 0);
  assert.deepEqual(row(queued(1, 1, [1])), {
    ...{ id: idOf(1, 0), elementId: elementId(1), corpusId: null, ...worker, state: 'queued' },
    ...{ processId: processId(1), workerRunId, claim: null, claimRun: null, members: [member(1)] },
    ...{ startedAt: null, finishedAt: null, durationMs: null },
    ...{ created: second(0), updated: second(0), position: 1n, revision: -1 },
  });
});

test('an activity shows its claim, its start, its end and its duration', async () => {
  const begun = row(queued(1, 1, [1]), started(mine));
  assert.deepEqual([begun?.state, begun?.startedAt, begun?.claim, begun?.claimRun], ['started', second(1), claimOf(1), 1]);
  assert.deepEqual([begun?.corpusId, begun?.created, begun?.updated, begun?.revision], [corpusId, second(0), second(1), 0]);
  const done = row(queued(1, 1, [1]), started(mine), processed(mine, 7));
  assert.deepEqual([done?.state, done?.startedAt, done?.finishedAt, done?.durationMs], ['processed', second(1), second(2), 7]);
  assert.equal(done?.revision, 1);
});

test('an error that was never started has no duration', async () => {
  const bad = row(queued(1, 1, [1]), failed(mine, null));
  assert.deepEqual([bad?.state, bad?.startedAt, bad?.finishedAt, bad?.durationMs], ['error', null, second(1), null]);
});

test('beginning again clears how the last attempt ended', async () => {
  const again = row(queued(1, 1, [1]), started(mine), failed(mine), started({ ...mine, claim: claimOf(1, 2) }));
  assert.deepEqual([again?.state, again?.startedAt, again?.finishedAt, again?.durationMs], ['started', second(3), null, null]);
});

test('two processes share the activity; it is attributed to the last that queued it, then to the last claim', async () => {
  const shared = [queued(1, 1, [1]), queued(2, 1, [1])];
  assert.deepEqual([row(...shared)?.processId, row(...shared)?.members], [processId(2), [member(1), member(2)]]);
  assert.equal(row(...shared, started(mine))?.processId, processId(1));
  assert.equal(row(queued(1, 1, [1]), started(mine), queued(2, 1, [1]))?.processId, processId(1));
  assert.equal(row(...shared, started(mine), started(theirs, true))?.processId, processId(2));
});

test('queued again, what is processed or under way stays so, and what is in error is queued', async () => {
  const before = [queued(1, 1, [1]), started(mine)];
  assert.equal(row(...before, queued(1, 2, [1]))?.state, 'started');
  assert.equal(row(...before, processed(mine), queued(1, 2, [1]))?.state, 'processed');
  for (const again of [queued(1, 2, [1]), queued(2, 1, [1])]) {
    const row2 = row(...before, failed(mine), again);
    assert.deepEqual([row2?.state, row2?.startedAt, row2?.finishedAt, row2?.durationMs], ['queued', null, null, null]);
    assert.deepEqual(row2?.claim, claimOf(1), 'who had it last stays known');
  }
});

test('a new run takes the place of the one before among the members', async () => {
  assert.deepEqual(row(queued(1, 1, [1]), queued(2, 1, [1]), queued(1, 2, [1]))?.members, [member(2), member(1, 2)]);
});

test('a listing made again for the same run, or late for an earlier one, says nothing new', async () => {
  const before = [queued(1, 2, [1]), failed(mine)];
  assert.deepEqual(row(...before, queued(1, 2, [1])), row(...before));
  assert.deepEqual(row(...before, queued(1, 1, [1])), row(...before));
});

test('each worker run has an activity of its own for each element', async () => {
  const rows = rowsAfter(activities, queued(1, 1, [1, 2, 3], { versions: [0, 1] }));
  assert.deepEqual(new Set(rows.keys()), new Set([1, 2, 3].flatMap((element) => [idOf(element, 0), idOf(element, 1)])));
});
