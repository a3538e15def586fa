import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { place } from '../../../../domain/policies/dispatch/place.ts';
import type { AgentSnapshot, LiveClaim, WaitingTask } from '../../../../domain/policies/dispatch/snapshot.ts';
import { claimOn, gib, gpu, machine, secondsAgo, snapshot, waiting } from '../../../support/dispatch.ts';

/** Where each task goes: `<task> <agent> [<gpu>]`. */
const placed = (tasks: readonly WaitingTask[], agents: readonly AgentSnapshot[], claims: readonly LiveClaim[] = []): readonly string[] =>
  place(snapshot({ tasks, agents, claims })).assignments.map(({ taskId, agentId, gpuId }) =>
    [taskId, agentId, gpuId ?? ''].join(' ').trim(),
  );

test('only an agent of the farm that is active, heard of lately and able gets a task', async () => {
  const task = waiting('t');
  assert.deepEqual(placed([task], [machine('a')]), ['t a']);
  for (const other of [
    { farmId: 'other' },
    { state: 'draining' as const },
    { state: 'lost' as const },
    { lastPing: secondsAgo(61) },
    { lastPing: null },
    { capabilities: ['host_commands'] },
  ])
    assert.deepEqual(placed([task], [machine('a', other)]), [], JSON.stringify(other));
});

test('what is claimed of a machine is not free, nor is what others load it with', async () => {
  const big = waiting('t', { needs: { cpu: 3 } });
  const one = claimOn('a', 'c');
  assert.deepEqual(placed([big], [machine('a')], [one]), ['t a']);
  assert.deepEqual(placed([big], [machine('a')], [one, claimOn('a', 'd')]), [], 'two of four cores claimed');
  assert.deepEqual(placed([big], [machine('a', { cpuLoad: 0.5 })], [one]), [], 'two of four cores at work');
  assert.deepEqual(placed([waiting('t', { needs: { ramBytes: 7 * gib } })], [machine('a', { ramLoad: 0.25 })], [one]), [], '6 GiB free');
});

test('claims and load overlap: the greater counts, also for what is given in the same round', async () => {
  const agent = machine('a', { cpuLoad: 0.5 });
  const tasks = ['t1', 't2', 't3', 't4', 't5'].map((id) => waiting(id, { needs: { cpu: 0.5 } }));
  assert.equal(placed(tasks, [agent], [claimOn('a', 'c')]).length, 5, 'one core claimed, two loaded: half a core five times in four');
});

test('an idle machine takes what its totals allow, whatever is measured on it', async () => {
  const agent = machine('a', { cpuLoad: 1, ramLoad: 1 });
  assert.deepEqual(placed([waiting('t', { needs: { cpu: 4, ramBytes: 8 * gib } })], [agent]), ['t a']);
  assert.deepEqual(placed([waiting('t', { needs: { cpu: 5 } })], [agent]), []);
});

test('a task that does not fit does not block the next', async () => {
  assert.deepEqual(placed([waiting('huge', { priority: 20, needs: { cpu: 99 } }), waiting('small')], [machine('a')]), ['small a']);
});

test('machines without a GPU come first for who needs none, then the fullest, then by name', async () => {
  const owner = machine('g', { gpus: [gpu('g1')], ramTotal: 4 * gib });
  assert.deepEqual(placed([waiting('t')], [owner, machine('a')]), ['t a']);
  assert.deepEqual(placed([waiting('t')], [machine('a'), machine('b')], [claimOn('b', 'c')]), ['t b'], 'least memory left');
  const cpuOnly = { needs: { cpu: 1, ramBytes: 0 } };
  assert.deepEqual(placed([waiting('t')], [machine('a'), machine('b')], [claimOn('b', 'c', cpuOnly)]), ['t b'], 'least cores left');
  assert.deepEqual(placed([waiting('t')], [machine('a', { hostname: 'z' }), machine('b', { hostname: 'y' })]), ['t b']);
});

test('a GPU task gets the smallest GPU that is enough and free', async () => {
  const agent = machine('a', {
    gpus: [
      gpu('GPU-large', { index: 0, ramTotal: 48 * gib }),
      gpu('GPU-mid', { index: 1, ramTotal: 24 * gib }),
      gpu('GPU-small', { index: 2 }),
    ],
  });
  const task = waiting('t', { requiresGpu: true, needs: { gpuRamBytes: 16 * gib } });
  assert.deepEqual(placed([task], [agent]), ['t a GPU-mid']);
  assert.deepEqual(placed([task], [agent], [claimOn('a', 'c', { gpuId: 'GPU-mid' })]), ['t a GPU-large']);
  assert.deepEqual(placed([task], [agent], [claimOn('a', 'c', { gpuId: 'mid' })]), ['t a GPU-large'], 'named without the prefix');
  assert.deepEqual(placed([task, { ...task, id: 'u' }, { ...task, id: 'v' }], [agent]), ['t a GPU-mid', 'u a GPU-large']);
});

test('a GPU that is gone from the machine takes no place on the others', async () => {
  const task = waiting('t', { requiresGpu: true });
  assert.deepEqual(placed([task], [machine('a', { gpus: [gpu('new')] })], [claimOn('a', 'c', { gpuId: 'gone' })]), ['t a new']);
});
