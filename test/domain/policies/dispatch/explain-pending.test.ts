import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { PendingReasons } from '../../../../domain/policies/dispatch/explain-pending.ts';
import { place } from '../../../../domain/policies/dispatch/place.ts';
import type { Reason } from '../../../../domain/policies/dispatch/reason.ts';
import type { Snapshot, WaitingTask } from '../../../../domain/policies/dispatch/snapshot.ts';
import { claimOn, gib, gpu, machine, secondsAgo, snapshot, snapshots, waiting } from '../../../support/dispatch.ts';

const explainPending = (task: WaitingTask, given: Snapshot): readonly Reason[] => new PendingReasons(given).of(task);

type Given = Parameters<typeof snapshot>[0];

/** Why the task waits, without the words for people. */
const why = (task: WaitingTask, given: Given = {}): readonly Omit<Reason, 'message'>[] =>
  explainPending(task, snapshot({ tasks: [task], ...given })).map(({ message: _, ...data }) => data);

const task = waiting('t');

test('farm_without_agent: no agent has ever registered on its farm', async () => {
  assert.deepEqual(why(task, { agents: [machine('a', { farmId: 'other' })] }), [{ code: 'farm_without_agent', farm: 'farm' }]);
});

test('no_active_agent: all are silent, and when one was last heard of', async () => {
  const agents = [
    machine('a', { state: 'lost', lastPing: secondsAgo(90) }),
    machine('b', { lastPing: secondsAgo(70) }),
    machine('c', { lastPing: null }),
  ];
  assert.deepEqual(why(task, { agents }), [{ code: 'no_active_agent', agents: 3, last_ping: secondsAgo(70) }]);
});

test('agents_draining: only those could run it that take no new tasks', async () => {
  const draining = machine('a', { state: 'draining' });
  const expected = [{ code: 'agents_draining', agents: ['a'] }];
  assert.deepEqual(why(task, { agents: [draining] }), expected);
  assert.deepEqual(why(task, { agents: [draining, machine('b', { capabilities: [] })] }), expected, 'beside one that cannot');
  assert.deepEqual(why(task, { agents: [draining, machine('b', { state: 'draining', cpuCores: 0 })] }), expected, 'nor is too small');
  const silent = machine('a', { state: 'draining', lastPing: secondsAgo(99) });
  assert.deepEqual(why(task, { agents: [silent] }), [{ code: 'no_active_agent', agents: 1, last_ping: secondsAgo(99) }]);
});

test('missing_capability: what no active agent offers', async () => {
  const build = waiting('t', { needs: { capabilities: ['containers', 'docker_socket'] } });
  assert.deepEqual(why(build, { agents: [machine('a'), machine('b')] }), [
    { code: 'missing_capability', capability: 'docker_socket', agents: 2 },
  ]);
});

test('no_agent_with_gpu: none has one with so much memory', async () => {
  const train = waiting('t', { requiresGpu: true, needs: { gpuRamBytes: 24 * gib } });
  const none = { code: 'no_agent_with_gpu', gpu_ram_needed: 24 * gib };
  assert.deepEqual(why(train, { agents: [machine('a')] }), [{ ...none, largest_gpu_ram: 0 }]);
  assert.deepEqual(why(train, { agents: [machine('a', { gpus: [gpu('g')] })] }), [{ ...none, largest_gpu_ram: 8 * gib }]);
});

test('all_gpus_busy: there are some, and who holds them on the machines that could run it', async () => {
  const train = waiting('t', { requiresGpu: true });
  const agents = [machine('a', { gpus: [gpu('g1')] }), machine('far', { farmId: 'other', gpus: [gpu('g2')] })];
  const claims = [claimOn('a', 'c', { gpuId: 'g1' }), claimOn('far', 'd', { gpuId: 'g2' })];
  const holders = [{ gpu: 'g1', task_id: 'c', process_id: 'w9', since: secondsAgo(5) }];
  assert.deepEqual(why(train, { agents, claims }), [{ code: 'all_gpus_busy', gpus: 1, holders }]);
});

test('not_enough_cpu and not_enough_ram: what the nearest machine lacks', async () => {
  const agents = [machine('a'), machine('b', { cpuCores: 2 })];
  const claims = [claimOn('a', 'c', { needs: { cpu: 2 } }), claimOn('b', 'd')];
  const cpu = { code: 'not_enough_cpu', needed: 3, best_free: 2, best_agent: 'host-a', best_total: 4 };
  assert.deepEqual(why(waiting('t', { needs: { cpu: 3 } }), { agents, claims }), [cpu]);
  const ram = { code: 'not_enough_ram', needed: 8 * gib, best_free: 7 * gib, best_agent: 'host-a', best_total: 8 * gib };
  assert.deepEqual(why(waiting('t', { needs: { ramBytes: 8 * gib } }), { agents, claims }), [ram]);
  assert.deepEqual(why(waiting('t', { needs: { cpu: 3, ramBytes: 8 * gib } }), { agents, claims }), [cpu, ram]);
});

test('not_enough_cpu: a need above every total is met never', async () => {
  const [reason] = explainPending(waiting('t', { needs: { cpu: 5 } }), snapshot({ tasks: [task], agents: [machine('a')] }));
  assert.equal(reason?.message, 'Not enough processor is free. No agent ever has that much.');
  assert.deepEqual([reason?.best_free, reason?.best_total, reason?.needed], [4, 4, 5]);
});

test('not_enough_ram: cores free on one machine and memory on another do not make room', async () => {
  const agents = [machine('a'), machine('b')];
  const claims = [claimOn('a', 'c', { needs: { cpu: 0.5, ramBytes: 8 * gib } }), claimOn('b', 'd', { needs: { cpu: 3.5, ramBytes: 0 } })];
  const expected = { code: 'not_enough_ram', needed: gib, best_free: 0, best_agent: 'host-a', best_total: 8 * gib };
  assert.deepEqual(why(task, { agents, claims }), [expected]);
});

test('not_enough_cpu: cores of machines without a GPU are of no use to who needs one', async () => {
  const agents = [machine('g', { gpus: [gpu('g1')] }), machine('a')];
  const claims = [claimOn('g', 'c', { needs: { cpu: 4 } })];
  const expected = { code: 'not_enough_cpu', needed: 1, best_free: 0, best_agent: 'host-g', best_total: 4 };
  assert.deepEqual(why(waiting('t', { requiresGpu: true }), { agents, claims }), [expected]);
});

test('limit_reached: which limit, and by which tasks on agents', async () => {
  const claims = [
    claimOn('a', 'c', { processId: 'w1', corpusId: 'p1' }),
    claimOn(null, 'step', { processId: 'w1', corpusId: 'p1' }),
    claimOn('a', 'far', { processId: 'w2', corpusId: null }),
  ];
  const given = { agents: [machine('a')], claims };
  assert.deepEqual(why(task, { ...given, limits: { maxPerProcess: 1 } }), [
    { code: 'limit_reached', limit: 'process', max: 1, holders: ['c'] },
  ]);
  assert.deepEqual(why(task, { ...given, limits: { maxPerProject: 1 } }), [
    { code: 'limit_reached', limit: 'project', max: 1, holders: ['c'] },
  ]);
  const loose = waiting('t', { processId: 'w3', corpusId: null });
  const own = [claimOn('a', 'x', { processId: 'w3', corpusId: null }), ...claims];
  const expected = [{ code: 'limit_reached', limit: 'project', max: 1, holders: ['x'] }];
  assert.deepEqual(why(loose, { agents: [machine('a')], claims: own, limits: { maxPerProject: 1 } }), expected, 'without a project');
});

test('agent_reserved: which agent is kept, and for whom', async () => {
  const owner = waiting('owner', { corpusId: 'p2', processId: 'w2', queuedAt: secondsAgo(700), needs: { cpu: 4 } });
  const expected = { code: 'agent_reserved', agent: 'a', task_id: 'owner', since: secondsAgo(700) };
  assert.deepEqual(why(task, { tasks: [task, owner], agents: [machine('a')], claims: [claimOn('a', 'c')] }), [expected]);
});

test('behind_others: how many are before it, and by what rule', async () => {
  const agents = [machine('a', { cpuCores: 1 })];
  const behind = (other: WaitingTask, over: Given = {}) => why(task, { tasks: [task, other], agents, ...over });
  const expected = (because: string, processId = 'w1') => [
    { code: 'behind_others', position: 2, ahead: 1, because, next: [{ task_id: 'o', process_id: processId }] },
  ];
  assert.deepEqual(behind(waiting('o', { priority: 20 })), expected('priority'));
  assert.deepEqual(behind(waiting('o', { queuedAt: secondsAgo(11) })), expected('older'));
  const other = waiting('o', { corpusId: 'p2', processId: 'w2', queuedAt: secondsAgo(1) });
  const claims = [claimOn('elsewhere', 'c', { corpusId: 'p1', processId: 'w1' })];
  assert.deepEqual(behind(other, { claims }), expected('fair_share', 'w2'));
  assert.deepEqual(behind({ ...other, corpusId: 'p1' }, { claims }), expected('fair_share', 'w2'), 'between processes of a project');
});

test('behind_others: the first of all is told that its turn is now', async () => {
  const [reason] = explainPending(task, snapshot({ tasks: [task], agents: [machine('a')] }));
  assert.deepEqual([reason?.code, reason?.message, reason?.ahead], ['behind_others', 'Its turn is now.', 0]);
});

test('a task that would be placed lacks nothing, and one that would not has a reason', async () => {
  const inTurn = ({ code }: Reason): boolean => code === 'behind_others';
  fc.assert(
    fc.property(snapshots, (given: Snapshot) => {
      const { assignments, passed } = place(given);
      const shared = new PendingReasons(given);
      for (const one of given.tasks) assert.deepEqual(shared.of(one), explainPending(one, given), 'whoever was asked for before');
      for (const { taskId } of assignments) {
        const reasons = explainPending(
          given.tasks.find(({ id }) => id === taskId)!,
          given,
        );
        assert.ok(reasons.length === 1 && reasons.every(inTurn));
      }
      const alone = given.tasks.filter(
        ({ id }) =>
          passed.get(id)?.why === 'no_room' && place({ ...given, tasks: given.tasks.filter((of) => of.id === id) }).passed.has(id),
      );
      for (const one of alone)
        assert.ok(!explainPending(one, given).some(inTurn), 'what does not fit on its own is not told to wait its turn');
    }),
    { numRuns: 300 },
  );
});
