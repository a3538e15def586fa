import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { place } from '../../../../domain/policies/dispatch/place.ts';
import type { Snapshot } from '../../../../domain/policies/dispatch/snapshot.ts';
import { claimOn, machine, secondsAgo, snapshot, waiting } from '../../../support/dispatch.ts';

const order = (given: Partial<Snapshot>): readonly string[] =>
  place(snapshot({ agents: [machine('big', { cpuCores: 64, ramTotal: 2 ** 40 })], ...given })).assignments.map(({ taskId }) => taskId);

test('the higher priority comes first, however long others have waited', async () => {
  const tasks = [waiting('old', { queuedAt: secondsAgo(500) }), waiting('urgent', { priority: 20, queuedAt: secondsAgo(1) })];
  assert.deepEqual(order({ tasks }), ['urgent', 'old']);
});

test('then the project with the fewest live claims, whatever its tasks waited', async () => {
  const tasks = [waiting('a', { corpusId: 'p1', queuedAt: secondsAgo(500) }), waiting('b', { corpusId: 'p2', processId: 'w2' })];
  const claims = [claimOn('big', 'c1', { corpusId: 'p1' })];
  assert.deepEqual(order({ tasks, claims }), ['b', 'a']);
});

test('claims given in the round count: projects take turns', async () => {
  const ofFirst = ['a1', 'a2', 'a3'].map((id, n) => waiting(id, { queuedAt: secondsAgo(100 - n) }));
  const ofSecond = ['b1', 'b2'].map((id, n) => waiting(id, { corpusId: 'p2', processId: 'w2', queuedAt: secondsAgo(50 - n) }));
  assert.deepEqual(order({ tasks: [...ofFirst, ...ofSecond] }), ['a1', 'b1', 'a2', 'b2', 'a3']);
});

test('of projects with as many claims, the one that has waited longest comes first', async () => {
  const tasks = [waiting('a', { queuedAt: secondsAgo(20) }), waiting('b', { corpusId: 'p2', processId: 'w2', queuedAt: secondsAgo(30) })];
  assert.deepEqual(order({ tasks }), ['b', 'a']);
});

test('inside a project the process with the fewest live claims comes first', async () => {
  const tasks = [waiting('a', { queuedAt: secondsAgo(500) }), waiting('b', { processId: 'w2' })];
  const claims = [claimOn('big', 'c1', { corpusId: 'p1', processId: 'w1' })];
  assert.deepEqual(order({ tasks, claims }), ['b', 'a']);
});

test('inside a process the longest wait comes first, then the id', async () => {
  const tasks = [waiting('c'), waiting('b'), waiting('d', { queuedAt: secondsAgo(11) })];
  assert.deepEqual(order({ tasks }), ['d', 'b', 'c']);
});

test('processes without a project are projects of their own', async () => {
  const tasks = [
    waiting('a1', { corpusId: null, queuedAt: secondsAgo(40) }),
    waiting('a2', { corpusId: null, queuedAt: secondsAgo(39) }),
    waiting('b1', { corpusId: null, processId: 'w2', queuedAt: secondsAgo(30) }),
  ];
  assert.deepEqual(order({ tasks }), ['a1', 'b1', 'a2']);
});

test('steps of the built-in runner take no share', async () => {
  const tasks = [waiting('a', { queuedAt: secondsAgo(20) }), waiting('b', { corpusId: 'p2', processId: 'w2' })];
  assert.deepEqual(order({ tasks, claims: [claimOn(null, 'step', { corpusId: 'p1', processId: 'w1' })] }), ['a', 'b']);
});
