import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { place, type Placement } from '../../../../domain/policies/dispatch/place.ts';
import { fits, hasCapabilities, isAwake, roomOn } from '../../../../domain/policies/dispatch/room.ts';
import type { LiveClaim, Snapshot } from '../../../../domain/policies/dispatch/snapshot.ts';
import { machine, snapshot, snapshots, waiting } from '../../../support/dispatch.ts';

const holds = (rule: (given: Snapshot, placement: Placement) => void): void =>
  fc.assert(
    fc.property(snapshots, (given) => rule(given, place(given))),
    { numRuns: 300 },
  );

const taskOf = (given: Snapshot, id: string) => given.tasks.find((task) => task.id === id)!;

/** The claims as they are once the placement is carried out. */
const claimsAfter = (given: Snapshot, { assignments }: Placement): readonly LiveClaim[] => [
  ...given.claims,
  ...assignments.map(({ taskId, agentId, gpuId }) => ({ ...taskOf(given, taskId), taskId, agentId, gpuId, since: given.now })),
];

test('no machine ever has more claimed of it than it has', async () => {
  holds((given, placement) => {
    const claims = claimsAfter(given, placement);
    for (const agent of given.agents) {
      const mine = claims.filter((claim) => claim.agentId === agent.id);
      assert.ok(mine.reduce((sum, { needs }) => sum + needs.cpu, 0) <= agent.cpuCores);
      assert.ok(mine.reduce((sum, { needs }) => sum + needs.ramBytes, 0) <= agent.ramTotal);
    }
  });
});

test('a GPU is in one claim at most, and is one of its machine with enough memory', async () => {
  holds((given, placement) => {
    const gpus = claimsAfter(given, placement).flatMap(({ gpuId }) => (gpuId === null ? [] : [gpuId.replace('GPU-', '')]));
    assert.equal(new Set(gpus).size, gpus.length);
    for (const { taskId, agentId, gpuId } of placement.assignments) {
      const { requiresGpu, needs } = taskOf(given, taskId);
      const gpu = given.agents.find(({ id }) => id === agentId)?.gpus.find((of) => of.gpuId === gpuId);
      assert.equal(gpu !== undefined, requiresGpu);
      assert.ok(!gpu || gpu.ramTotal >= needs.gpuRamBytes);
    }
  });
});

test('every task is either given to one machine or told why not', async () => {
  holds((given, { assignments, passed }) => {
    const ids = [...assignments.map(({ taskId }) => taskId), ...passed.keys()];
    assert.deepEqual(ids.sort(), given.tasks.map(({ id }) => id).sort());
  });
});

test('only awake machines of the farm that can do it get a task', async () => {
  holds((given, { assignments }) => {
    for (const { taskId, agentId } of assignments) {
      const task = taskOf(given, taskId);
      const agent = given.agents.find(({ id }) => id === agentId)!;
      assert.ok(isAwake(agent, given) && agent.farmId === task.farmId && hasCapabilities(agent, task.needs));
    }
  });
});

test('no limit is exceeded that was not exceeded before', async () => {
  holds((given, placement) => {
    const after = claimsAfter(given, placement);
    for (const { taskId } of placement.assignments) {
      const { processId, corpusId } = taskOf(given, taskId);
      assert.ok(after.filter((claim) => claim.processId === processId).length <= given.limits.maxPerProcess);
      if (corpusId !== null) assert.ok(after.filter((claim) => claim.corpusId === corpusId).length <= given.limits.maxPerProject);
    }
  });
});

test('a task said to have no room has none, also beside what was given in this round', async () => {
  holds((given, placement) => {
    const claims = claimsAfter(given, placement);
    const rooms = given.agents.filter((agent) => isAwake(agent, given)).map((agent) => roomOn(agent, claims));
    for (const [id, { why }] of placement.passed) {
      const task = taskOf(given, id);
      const fitting = rooms.filter((room) => room.agent.farmId === task.farmId && fits(room, task));
      if (why === 'no_room') assert.deepEqual(fitting, []);
      if (why === 'reserved') assert.ok(fitting.every((room) => placement.reservations.get(room.agent.id)?.id !== id));
    }
  });
});

test('a machine kept for one task takes no other', async () => {
  holds((_given, { assignments, reservations }) => {
    for (const { taskId, agentId } of assignments) assert.equal(reservations.get(agentId)?.id ?? taskId, taskId);
  });
});

test('the placement does not depend on the order in which things are listed', async () => {
  const shuffled = <Item>(items: readonly Item[]) => fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
  const pairs = snapshots.chain((given) =>
    fc.tuple(
      fc.constant(given),
      fc
        .record({ tasks: shuffled(given.tasks), agents: shuffled(given.agents), claims: shuffled(given.claims) })
        .map((lists) => ({ ...given, ...lists })),
    ),
  );
  fc.assert(
    fc.property(pairs, ([given, other]) => {
      const [one, two] = [place(given), place(other)];
      assert.deepEqual(one.assignments, two.assignments);
      assert.deepEqual(Object.fromEntries(one.passed), Object.fromEntries(two.passed));
      assert.deepEqual([...one.reservations].sort(), [...two.reservations].sort());
    }),
    { numRuns: 300 },
  );
});

test('ten thousand tasks of a thousand processes are placed in one go', async () => {
  const tasks = Array.from({ length: 10_000 }, (_, n) => waiting(`t${n}`, { processId: `w${n % 1000}`, corpusId: `p${n % 50}` }));
  const agents = Array.from({ length: 20 }, (_, n) => machine(`a${n}`));
  const { assignments, passed } = place(snapshot({ tasks, agents }));
  assert.deepEqual([assignments.length, passed.size], [80, 9920]);
});
