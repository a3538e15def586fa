import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { runnerLease } from '../../../application/dispatch/runner-lease.ts';
import { Monitor } from '../../../application/dispatch/monitor.ts';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import { settled } from '../../support/eventually.ts';
import { workshop } from './workshop.ts';

test("a step is claimed by the runner's own id, and what it writes is stored before its end is told", async (t) => {
  const { bench, blobs, step, runner, waits, becomes, begins, holdsLease } = await workshop(t);
  await bench.runs(t, runner());
  const id = await waits('t');
  await begins(1);
  const [{ run, complete } = assert.fail()] = step.begun;
  const claim = (await bench.store.readStream(`task-${id}`))[2]?.data as { agentId: string | null; runnerId: string };
  assert.equal(claim.agentId, null);
  assert.ok(holdsLease(claim.runnerId));
  assert.deepEqual([run.task.taskId, run.term], [id, 1]);
  run.log('one');
  run.log('two');
  await run.artifact('a/list.json', '[]', 'application/json');
  complete();
  await becomes(id, 'TaskCompleted');
  assert.deepEqual((await bench.types(id)).slice(2), ['TaskClaimed', 'TaskStarted', 'ArtifactAdded', 'TaskLogUploaded', 'TaskCompleted']);
  const [, queued, claimed, ...rest] = await bench.store.readStream(`task-${id}`);
  assert.equal(claimed?.metadata.causationId, queued?.id);
  for (const { type, metadata } of rest)
    assert.deepEqual([metadata.causationId, metadata.correlationId], [claimed?.id, queued?.metadata.correlationId], type);
  assert.equal(blobs.text(`ponos-logs/${id}.log`), 'one\ntwo\n');
  assert.equal(blobs.text(`ponos-artifacts/${id}/a/list.json`), '[]');
});

test('a step that fails ends in error, with its message in the log', async (t) => {
  const { bench, blobs, step, runner, waits, becomes, begins } = await workshop(t);
  await bench.runs(t, runner());
  const id = await waits('t');
  await begins(1);
  step.begun[0]?.run.log('so far');
  step.begun[0]?.fail(new Error('Only 1 elements left for 2 chunks.'));
  await becomes(id, 'TaskErrored');
  assert.deepEqual((await bench.last(id)).data, { term: 1, cause: 'step_error', detail: 'Only 1 elements left for 2 chunks.' });
  assert.equal(blobs.text(`ponos-logs/${id}.log`), 'so far\nOnly 1 elements left for 2 chunks.\n');
  assert.deepEqual(bench.failures, []);
});

test('a step that is asked to stop is told, and stops', async (t) => {
  const { bench, step, runner, waits, becomes, begins } = await workshop(t);
  await bench.runs(t, runner());
  const id = await waits('t');
  await begins(1);
  await bench.send(requestStopTask, id, { cause: 'process' });
  await becomes(id, 'TaskStopped');
  assert.ok(step.begun[0]?.run.signal.aborted);
  assert.deepEqual((await bench.types(id)).slice(-2), ['TaskLogUploaded', 'TaskStopped']);
});

test('at the end of the program steps are handed back, and the lease with them', async (t) => {
  const { bench, runner, waits, begins, holdsLease } = await workshop(t);
  const first = runner();
  await first.start();
  const id = await waits('t');
  await begins(1);
  const { runnerId } = (await bench.store.readStream(`task-${id}`))[2]?.data as { runnerId: string };
  await first.stop();
  assert.deepEqual(await bench.last(id), { type: 'TaskClaimReleased', data: { term: 1, cause: 'runner_restarted' } });
  assert.equal(holdsLease(runnerId), false);
  await bench.runs(t, runner());
  await begins(2);
});

test('when the lease is lost nothing is reported; under another one the step is begun again', async (t) => {
  const { bench, step, runner, waits, becomes, begins } = await workshop(t);
  await bench.runs(t, runner());
  const id = await waits('t');
  await begins(1);
  const [lease = ''] = bench.leases.names;
  bench.leases.lose(lease);
  await settled();
  assert.ok(step.begun[0]?.run.signal.aborted);
  assert.equal((await bench.last(id)).type, 'TaskStarted');
  assert.deepEqual([bench.leases.names.length, bench.leases.names.includes(lease)], [1, false]);

  const { live, presence, leases, bus, clock, ids, onFailure } = bench;
  const times = { agentTimeoutMs: 60_000, startTimeoutMs: 60_000, stopTimeoutMs: 60_000 };
  await new Monitor({ live, presence, leases, bus, clock, ids, onFailure, ...times }).watch(clock.now());
  await settled();
  await begins(2);
  assert.equal(step.begun[1]?.run.term, 2);
  step.begun[1]?.complete();
  await becomes(id, 'TaskCompleted');
});

test('a lease that cannot be had is asked for again, every second', async (t) => {
  const { bench, runner, waits, begins } = await workshop(t);
  await bench.runs(t, runner());
  const tryAcquire = bench.leases.tryAcquire.bind(bench.leases);
  bench.leases.tryAcquire = () => Promise.reject(new Error('away'));
  bench.leases.lose(bench.leases.names[0] ?? '');
  await settled();
  await waits('t');
  await settled();
  bench.leases.tryAcquire = tryAcquire;
  bench.clock.advance(1000);
  await begins(1);
  assert.deepEqual(new Set(bench.failures), new Set(['away']));
  assert.ok(bench.leases.names[0]?.startsWith(runnerLease('')));
});

test('no more steps are at work than may be; unknown ones take no place', async (t) => {
  const { bench, step, runner, waits, begins } = await workshop(t);
  await waits('unknown 1', 'unknown');
  await waits('unknown 2', 'unknown');
  for (const name of ['a', 'b', 'c']) await waits(name);
  await bench.runs(t, runner());
  await begins(2);
  assert.equal(step.begun.length, 2);
  step.begun[0]?.complete();
  await begins(3);
});

test('two runners begin a step once', async (t) => {
  const { bench, step, runner, waits, becomes, begins } = await workshop(t);
  await bench.runs(t, runner());
  await bench.runs(t, runner());
  const id = await waits('t');
  await begins(1);
  assert.equal(step.begun.length, 1);
  step.begun[0]?.complete();
  await becomes(id, 'TaskCompleted');
  assert.deepEqual((await bench.types(id)).filter((type) => type === 'TaskClaimed').length, 1);
});
