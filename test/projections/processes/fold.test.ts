import { strict as assert } from 'node:assert';
import { test } from 'tap';
import type { ActivityQueueEvent } from '../../../domain/activity-queue/events.ts';
import type { ProcessEvent } from '../../../domain/process/events.ts';
import { processes } from '../../../projections/processes/fold.ts';
import { inStream, rowsAfter, second, type Happened } from '../../support/folding.ts';
import * as a from '../../support/processes.ts';

const ofProcess = (...events: readonly ProcessEvent[]) => inStream(`process-${a.processId}`)(...events);
const ofQueue = (run: number, ...events: readonly ActivityQueueEvent[]) => inStream(`activityqueue-${a.processId}-${run}`)(...events);
const sealed = (run: number): ActivityQueueEvent => ({
  type: 'ActivityQueueSealed',
  data: { processId: a.processId, run, parts: 1, elements: 4 },
});
const broken = (run: number): ActivityQueueEvent => ({
  type: 'ActivityQueueFailed',
  data: { processId: a.processId, run, reason: 'no disk' },
});
const row = (...history: readonly Happened[]) => rowsAfter(processes, ...history).get(a.processId);

test('a draft shows its setup, and nothing of a start', async () => {
  const found = row(...ofProcess(a.created({ setup: { ...a.setup, nameContains: 'fol.', loadChildren: true } })));
  assert.deepEqual(
    [found?.name, found?.mode, found?.corpusId, found?.creatorId, found?.nameContains, found?.loadChildren],
    ['Reading', 'workers', a.corpusId, 1, 'fol.', true],
  );
  assert.deepEqual(
    [found?.run, found?.chunks, found?.started, found?.finished, found?.activityState, found?.created, found?.revision],
    [0, null, null, null, 'disabled', second(0), 0],
  );
});

test('names and configuration follow their events', async () => {
  const found = row(
    ...ofProcess(a.created(), { type: 'ProcessRenamed', data: { name: 'Other' } }, { type: 'ProcessConfigured', data: { useGpu: true } }),
  );
  assert.deepEqual([found?.name, found?.useGpu, found?.useCache, found?.updated, found?.revision], ['Other', true, false, second(2), 2]);
});

test('a start shows its options, and activities that are being queued', async () => {
  const found = row(...ofProcess(a.created(), a.started({ chunks: 2, ttlSeconds: 60 })));
  assert.deepEqual([found?.run, found?.chunks, found?.ttl, found?.farmId, found?.taskCount], [1, 2, 60, a.farmId, 3]);
  assert.deepEqual([found?.started, found?.activityState], [second(1), 'pending']);
  assert.equal(row(...ofProcess(a.created(), a.started({ workerActivity: false })))?.activityState, 'disabled');
});

test('the queue of the last run says whether activities are ready', async () => {
  const begun = ofProcess(a.created(), a.started());
  assert.equal(row(...begun, ...ofQueue(1, sealed(1)))?.activityState, 'ready');
  assert.equal(row(...begun, ...ofQueue(1, broken(1)))?.activityState, 'error');
  const again = [...begun, ...ofQueue(1, sealed(1)), ...ofProcess(a.finished(), a.retried())];
  assert.equal(row(...again)?.activityState, 'pending');
  assert.equal(row(...again, ...ofQueue(1, sealed(1)))?.activityState, 'pending');
  assert.equal(row(...begun, ...ofQueue(1, sealed(1)))?.revision, 1, 'the revision is that of the process');
});

test('a process is finished until it is reopened or retried', async () => {
  const done = ofProcess(a.created(), a.started(), a.stopRequested(), a.finished());
  assert.deepEqual([row(...done)?.finished, row(...done)?.stopRequested], [second(3), true]);
  const opened = row(...done, ...ofProcess(a.reopened()));
  assert.deepEqual([opened?.finished, opened?.generation, opened?.started, opened?.stopRequested], [null, 1, second(1), false]);
  const again = row(...done, ...ofProcess(a.reopened(), a.finished(1, 1), a.retried()));
  assert.deepEqual([again?.finished, again?.generation, again?.started, again?.run], [null, 0, second(6), 2]);
});

test('a deleted process has no row, whatever follows', async () => {
  assert.equal(row(...ofProcess(a.created(), a.deleted), ...ofQueue(1, sealed(1))), undefined);
});
