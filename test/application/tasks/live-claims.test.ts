import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { StreamedClaims } from '../../../application/tasks/live-claims.ts';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { DispatchBench } from '../../support/dispatch-bench.ts';
import * as p from '../../support/processes.ts';
import * as a from '../../support/tasks.ts';

/** A task of Ada's process, under its first claim. */
async function claims() {
  const bench = new DispatchBench();
  const { happens, store, bus, clock } = bench;
  await happens(`process-${p.processId}`, p.created({ creatorId: 7 }));
  await happens(`task-${a.taskId}`, a.created(), a.queued(), a.claimed(), a.started());
  return { bench, happens, clock, claims: new StreamedClaims(store, bus) };
}

test('a claim says who it is for, and since which position', async () => {
  const { claims: live } = await claims();
  assert.deepEqual(await live.find(a.taskId, 1), {
    live: true,
    claimed: 4n,
    endedAt: null,
    processId: a.processId,
    workerRunId: a.taskOf().workerRunId,
    creatorId: 7,
  });
});

test('it is over with its end, to the event, and stays so when the task goes on under another', async () => {
  const { happens, clock, claims: live } = await claims();
  clock.advance(1000);
  await happens(`task-${a.taskId}`, a.failed());
  assert.deepEqual([(await live.find(a.taskId, 1))?.live, (await live.find(a.taskId, 1))?.endedAt], [false, clock.now()]);
  await happens(`task-${a.taskId}`, a.restarted(), a.claimed(2, 2));
  assert.deepEqual([(await live.find(a.taskId, 1))?.live, (await live.find(a.taskId, 2))?.live], [false, true]);
  assert.equal((await live.find(a.taskId, 2))?.claimed, 8n);
});

test('a term that was never given is none, nor is an unknown task', async () => {
  const { claims: live } = await claims();
  assert.deepEqual(
    [await live.find(a.taskId, 2), await live.find(a.taskId, 0), await live.find(naturalId('unknown'), 1)],
    [null, null, null],
  );
});

test('what the system made has no creator', async () => {
  const bench = new DispatchBench();
  await bench.happens(`process-${p.processId}`, p.created({ creatorId: null }));
  await bench.happens(`task-${a.taskId}`, a.created(), a.queued(), a.claimed());
  const live = new StreamedClaims(bench.store, bench.bus);
  assert.deepEqual([(await live.find(a.taskId, 1))?.creatorId, (await live.find(a.taskId, 1))?.creatorId], [null, null]);
});

test('the use of an old token leaves one trace for its term', async () => {
  const { bench, happens, claims: live } = await claims();
  await live.lateUse(a.taskId, 1, 'CreateTranscription');
  assert.equal((await bench.last(a.taskId)).type, 'TaskStarted', 'a live one leaves none');
  await happens(`task-${a.taskId}`, a.failed(), a.restarted(), a.claimed(2, 2));
  await live.lateUse(a.taskId, 1, 'CreateTranscription');
  await live.lateUse(a.taskId, 1, 'CreateElement');
  const late = (await bench.store.readStream(`task-${a.taskId}`)).filter(({ type }) => type === 'LateReportRefused');
  assert.equal(late.length, 1);
  assert.deepEqual(late[0]?.data, { reportedTerm: 1, currentTerm: 2, agentId: null, report: { state: 'request', exitCode: null } });
  assert.deepEqual(late[0]?.metadata.actor, { kind: 'system', id: 'late CreateTranscription' });
});
