import { strict as assert } from 'node:assert';
import { test } from 'tap';
import type { ProcessEvent } from '../../../domain/process/events.ts';
import { workerRuns } from '../../../projections/worker-runs/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import * as a from '../../support/processes.ts';

const rows = (...events: readonly ProcessEvent[]) => rowsAfter(workerRuns, ...inStream(`process-${a.processId}`)(...events));

test('a worker run shows its process, its options and its summary', async () => {
  const { workerRunId: id, ...run } = a.corrector;
  const times = { created: second(2), updated: second(2), position: 3n, revision: 2 };
  assert.deepEqual(rows(a.created(), a.added(), a.added(a.corrector)).get(id), { id, processId: a.processId, ...run, ...times });
});

test('a changed run keeps when it was made', async () => {
  const changed: ProcessEvent = { type: 'WorkerRunChanged', data: { ...a.reader, configurationId: a.fast, summary: 'fast' } };
  const row = rows(a.created(), a.added(), changed).get(a.reader.workerRunId);
  assert.deepEqual([row?.configurationId, row?.summary, row?.created, row?.updated], [a.fast, 'fast', second(1), second(2)]);
});

test('a removed run has no row, and is no parent any more', async () => {
  const removed: ProcessEvent = {
    type: 'WorkerRunRemoved',
    data: { workerRunId: a.reader.workerRunId, unlinkedFrom: [a.corrector.workerRunId] },
  };
  const left = rows(a.created(), a.added(), a.added(a.corrector), removed);
  assert.deepEqual([...left.keys()], [a.corrector.workerRunId]);
  assert.deepEqual(left.get(a.corrector.workerRunId)?.parents, []);
});

test('runs outlive their process, since results name them', async () => {
  assert.equal(rows(a.created(), a.added(), a.deleted).size, 1);
});
