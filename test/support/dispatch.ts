import fc from 'fast-check';
import type { Gpu } from '../../domain/agent/events.ts';
import type { AgentSnapshot, Limits, LiveClaim, Snapshot, WaitingTask } from '../../domain/policies/dispatch/snapshot.ts';

export const gib = 2 ** 30;
export const noon = new Date('2026-01-01T12:00:00Z');
export const secondsAgo = (seconds: number): Date => new Date(noon.getTime() - seconds * 1000);
export const limits: Limits = { maxPerProcess: Infinity, maxPerProject: Infinity, agentTimeoutMs: 60_000, reserveAfterMs: 600_000 };
export const needs = { cpu: 1, ramBytes: gib, gpuRamBytes: 0, capabilities: ['containers'] };

type TaskOver = Partial<Omit<WaitingTask, 'needs'>> & { readonly needs?: Partial<WaitingTask['needs']> };

/** A task of project `p1` that wants one core, 1 GiB and containers, queued ten seconds ago. */
export const waiting = (id: string, over: TaskOver = {}): WaitingTask => ({
  id,
  processId: 'w1',
  corpusId: 'p1',
  farmId: 'farm',
  priority: 10,
  queuedAt: secondsAgo(10),
  requiresGpu: false,
  ...over,
  needs: { ...needs, ...over.needs },
});

export const gpu = (gpuId: string, over: Partial<Gpu> = {}): Gpu => ({ gpuId, name: 'A40', index: 0, ramTotal: 8 * gib, ...over });

/** An active agent of four cores and 8 GiB, heard of a second ago, with nothing on it. */
export const machine = (id: string, over: Partial<AgentSnapshot> = {}): AgentSnapshot => ({
  id,
  farmId: 'farm',
  hostname: `host-${id}`,
  state: 'active',
  lastPing: secondsAgo(1),
  cpuCores: 4,
  ramTotal: 8 * gib,
  cpuLoad: 0,
  ramLoad: 0,
  gpus: [],
  capabilities: ['containers'],
  ...over,
});

type ClaimOver = Partial<Omit<LiveClaim, 'needs'>> & { readonly needs?: Partial<LiveClaim['needs']> };

export const claimOn = (agentId: string | null, taskId: string, over: ClaimOver = {}): LiveClaim => ({
  taskId,
  processId: 'w9',
  corpusId: 'p9',
  agentId,
  gpuId: null,
  since: secondsAgo(5),
  ...over,
  needs: { ...needs, ...over.needs },
});

export const snapshot = (over: Omit<Partial<Snapshot>, 'limits'> & { readonly limits?: Partial<Limits> } = {}): Snapshot => ({
  tasks: [],
  agents: [],
  claims: [],
  now: noon,
  ...over,
  limits: { ...limits, ...over.limits },
});

/** One of these, the first far more often than the rest. */
const mostly = <Value>(usual: Value, ...rare: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 4 * rare.length }, { arbitrary: fc.constantFrom(...rare), weight: rare.length });
const some = fc.constantFrom;

const needsGiven = fc.record({
  cpu: some(0.5, 1, 1, 2, 4),
  ramBytes: some(gib, gib, 2 * gib, 6 * gib),
  gpuRamBytes: some(0, 8 * gib, 24 * gib),
  capabilities: mostly<string[]>(['containers'], [], ['docker_socket']),
});
const tasksGiven = fc.array(
  fc.record({
    processId: some('w1', 'w2', 'w3', 'w4'),
    corpusId: some('p1', 'p2', null),
    needs: needsGiven,
    farmId: mostly('farm', 'other'),
    priority: mostly(10, 20),
    queuedAt: some(1, 5, 5, 700, 900).map(secondsAgo),
    requiresGpu: mostly(false, true),
  }),
  { minLength: 2, maxLength: 12 },
);
const agentsGiven = fc.array(
  fc.record({
    farmId: mostly('farm', 'other'),
    hostname: some('one', 'two'),
    state: mostly<AgentSnapshot['state']>('active', 'draining', 'lost'),
    lastPing: mostly(1, 61).map(secondsAgo),
    cpuCores: some(1, 2, 4, 8),
    ramTotal: some(2 * gib, 8 * gib),
    cpuLoad: mostly(0, 0.5, 1),
    ramLoad: mostly(0, 0.25),
    gpuRams: some<number[]>([], [8 * gib], [8 * gib, 24 * gib]),
    capabilities: mostly(['containers'], ['containers', 'docker_socket']),
  }),
  { minLength: 1, maxLength: 4 },
);
const limitsGiven = fc.record({ maxPerProcess: mostly(Infinity, 1, 2), maxPerProject: mostly(Infinity, 2, 3) });

/** The claims that some of the tasks hold, given as earlier placements gave them: on machines with room for them. */
function withClaims({ tasks, agents, ...rest }: Snapshot, wanted: readonly (number | null)[]): Snapshot {
  const claims: LiveClaim[] = [];
  const free = new Map(agents.map(({ id, cpuCores, ramTotal, gpus }) => [id, { cpu: cpuCores, ram: ramTotal, gpus: [...gpus] }]));
  tasks.forEach((task, index) => {
    const agent = agents[wanted[index] ?? -1];
    const left = free.get(agent?.id ?? '');
    if (!agent || !left || left.cpu < task.needs.cpu || left.ram < task.needs.ramBytes || (task.requiresGpu && left.gpus.length === 0))
      return;
    left.cpu -= task.needs.cpu;
    left.ram -= task.needs.ramBytes;
    const gpuId = task.requiresGpu ? (left.gpus.pop()?.gpuId.replace('GPU-', '') ?? null) : null;
    claims.push({
      taskId: task.id,
      processId: task.processId,
      corpusId: task.corpusId,
      agentId: agent.id,
      gpuId,
      needs: task.needs,
      since: noon,
    });
  });
  const claimed = new Set(claims.map(({ taskId }) => taskId));
  return { ...rest, agents, claims, tasks: tasks.filter(({ id }) => !claimed.has(id)) };
}

/** Any state of farms in which nothing is overbooked. A process has one project and one farm. */
export const snapshots: fc.Arbitrary<Snapshot> = fc
  .record({
    tasks: tasksGiven,
    agents: agentsGiven,
    limits: limitsGiven,
    wanted: fc.array(mostly<number | null>(null, 0, 1, 2), { minLength: 12, maxLength: 12 }),
  })
  .map(({ tasks, agents, wanted, ...rest }) => {
    const ofProcess = new Map(tasks.map(({ processId, corpusId, farmId }) => [processId, { corpusId, farmId }]));
    const given = snapshot({
      limits: rest.limits,
      tasks: tasks.map((task, index) => ({ ...task, id: `t${index}`, ...ofProcess.get(task.processId) })),
      agents: agents.map(({ gpuRams, ...agent }, index) => ({
        ...agent,
        id: `a${index}`,
        gpus: gpuRams.map((ramTotal, at) => gpu(`GPU-${index}-${at}`, { index: at, ramTotal })),
      })),
    });
    return withClaims(given, wanted);
  });
