import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { place } from '../../../../domain/policies/dispatch/place.ts';
import type { Snapshot } from '../../../../domain/policies/dispatch/snapshot.ts';
import { claimOn, machine, secondsAgo, snapshot, waiting } from '../../../support/dispatch.ts';

const assigned = (given: Snapshot): readonly string[] => place(given).assignments.map(({ taskId }) => taskId);
const agents = [machine('a', { cpuCores: 16 })];

test('a process and a project have at most so many tasks at work, those of this round included', async () => {
  const tasks = [waiting('a'), waiting('b'), waiting('c', { processId: 'w2' }), waiting('d', { corpusId: 'p2', processId: 'w3' })];
  assert.deepEqual(assigned(snapshot({ tasks, agents, limits: { maxPerProcess: 1 } })), ['a', 'd', 'c']);
  assert.deepEqual(assigned(snapshot({ tasks, agents, limits: { maxPerProject: 2 } })), ['a', 'd', 'c']);
  const claims = [claimOn('a', 'x', { processId: 'w1', corpusId: 'p1' })];
  assert.deepEqual(assigned(snapshot({ tasks, agents, claims, limits: { maxPerProcess: 1 } })), ['d', 'c']);
});

test('a step of the built-in runner counts for no limit', async () => {
  const claims = [claimOn(null, 'step', { processId: 'w1', corpusId: 'p1' })];
  assert.deepEqual(assigned(snapshot({ tasks: [waiting('a')], agents, claims, limits: { maxPerProcess: 1, maxPerProject: 1 } })), ['a']);
});

const overdue = secondsAgo(601);
const large = waiting('large', { queuedAt: overdue, needs: { cpu: 4 } });
const small = waiting('small', { corpusId: 'p2', processId: 'w2', priority: 20 });
const busy = [claimOn('a', 'c')];

test('a task that fits nowhere for too long keeps the machine that could run it, which then takes nothing else', async () => {
  const given = snapshot({ tasks: [large, small], agents: [machine('a')], claims: busy });
  assert.deepEqual(assigned(given), []);
  assert.equal(place(given).reservations.get('a')?.id, 'large');
  assert.deepEqual(place(given).passed.get('small'), { why: 'reserved', agentId: 'a' });
  assert.deepEqual(assigned({ ...given, claims: [] }).slice(-1), ['small'], 'once it fits there is nothing to keep');
  assert.deepEqual(assigned({ ...given, tasks: [{ ...large, queuedAt: secondsAgo(599) }, small] }), ['small'], 'not too long yet');
});

test('the owner of a reservation takes the machine when it is free, also from those before it', async () => {
  const both = [machine('a'), machine('b', { cpuCores: 2 })];
  const given = snapshot({ tasks: [large, small], agents: both, claims: busy });
  assert.deepEqual(place(given).assignments, [{ taskId: 'small', agentId: 'b', gpuId: null }], 'others are served elsewhere');
});

test('a task that no machine can ever run keeps nothing, and bars its project from nothing', async () => {
  const impossible = waiting('impossible', { queuedAt: secondsAgo(900), needs: { cpu: 99 } });
  const { reservations } = place(snapshot({ tasks: [impossible, large, small], agents: [machine('a')], claims: busy }));
  assert.deepEqual([...reservations.values()], [large]);
});

test('a task that its limit holds back keeps no machine idle', async () => {
  const claims = [claimOn('a', 'c', { processId: 'w1', corpusId: 'p1' })];
  const given = snapshot({ tasks: [large, small], agents: [machine('a')], claims, limits: { maxPerProcess: 1 } });
  assert.deepEqual(assigned(given), ['small']);
});

test('a project keeps one machine at most', async () => {
  const second = { ...large, id: 'second', processId: 'w5' };
  const given = snapshot({ tasks: [large, second], agents: [machine('a'), machine('b')], claims: [...busy, claimOn('b', 'd')] });
  assert.equal(place(given).reservations.size, 1);
});
