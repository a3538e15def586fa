import type { Gpu } from '../../agent/events.ts';
import type { TaskNeeds } from '../../task/events.ts';
import type { AgentSnapshot, LiveClaim, Snapshot, WaitingTask } from './snapshot.ts';

/** What is free on an agent. Derived from live claims and measured loads, never counted: so nothing can leak. */
export interface Room {
  readonly agent: AgentSnapshot;
  readonly cpu: number;
  readonly ram: number;
  readonly gpus: readonly Gpu[];
  readonly idle: boolean;
}

const bare = (gpuId: string): string => gpuId.replace(/^GPU-/, '');

export function roomOn(agent: AgentSnapshot, claims: readonly LiveClaim[]): Room {
  const mine = claims.filter((claim) => claim.agentId === agent.id);
  const sum = (of: (needs: TaskNeeds) => number): number => mine.reduce((total, claim) => total + of(claim.needs), 0);
  const taken = new Set(mine.flatMap((claim) => (claim.gpuId === null ? [] : [bare(claim.gpuId)])));
  return {
    agent,
    cpu:
      agent.cpuCores -
      Math.max(
        sum((needs) => needs.cpu),
        agent.cpuLoad * agent.cpuCores,
      ),
    ram:
      agent.ramTotal -
      Math.max(
        sum((needs) => needs.ramBytes),
        agent.ramLoad * agent.ramTotal,
      ),
    gpus: agent.gpus.filter((gpu) => !taken.has(bare(gpu.gpuId))),
    idle: mine.length === 0,
  };
}

/** Active, and heard of lately. */
export const isAwake = (agent: AgentSnapshot, { limits, now }: Pick<Snapshot, 'limits' | 'now'>): boolean =>
  agent.state === 'active' && agent.lastPing !== null && now.getTime() - agent.lastPing.getTime() <= limits.agentTimeoutMs;

export const hasCapabilities = (agent: AgentSnapshot, needs: TaskNeeds): boolean =>
  needs.capabilities.every((wanted) => agent.capabilities.includes(wanted));

/** The smallest free GPU with enough memory. */
export const gpuFor = (gpus: readonly Gpu[], needs: TaskNeeds): Gpu | null =>
  [...gpus].filter((gpu) => gpu.ramTotal >= needs.gpuRamBytes).sort((a, b) => a.ramTotal - b.ramTotal || a.index - b.index)[0] ?? null;

/** With nothing else on it, the machine could run this. On an idle agent cpu and memory then always fit, whatever is measured. */
export const fitsTotals = (agent: AgentSnapshot, task: Pick<WaitingTask, 'requiresGpu' | 'needs'>): boolean =>
  hasCapabilities(agent, task.needs) &&
  agent.cpuCores >= task.needs.cpu &&
  agent.ramTotal >= task.needs.ramBytes &&
  (!task.requiresGpu || gpuFor(agent.gpus, task.needs) !== null);

export const fits = (room: Room, task: Pick<WaitingTask, 'requiresGpu' | 'needs'>): boolean =>
  fitsTotals(room.agent, task) &&
  (!task.requiresGpu || gpuFor(room.gpus, task.needs) !== null) &&
  (room.idle || (room.cpu >= task.needs.cpu && room.ram >= task.needs.ramBytes));

/** A claim's effect on the room, for the next choice of the same round. */
export const occupied = (room: Room, needs: TaskNeeds, gpuId: string | null): Room => ({
  ...room,
  idle: false,
  cpu: room.cpu - needs.cpu,
  ram: room.ram - needs.ramBytes,
  gpus: room.gpus.filter((gpu) => gpu.gpuId !== gpuId),
});

/** Who gets a task among rooms that fit: keep GPUs for those who need them, fill machines up, and always the same one. */
export function preferred(rooms: readonly Room[], task: Pick<WaitingTask, 'requiresGpu'>): Room | null {
  const hasGpu = (room: Room): number => Number(!task.requiresGpu && room.agent.gpus.length > 0);
  const order = (a: Room, b: Room): number =>
    hasGpu(a) - hasGpu(b) ||
    a.ram - b.ram ||
    a.cpu - b.cpu ||
    (a.agent.hostname < b.agent.hostname ? -1 : Number(a.agent.hostname > b.agent.hostname));
  return [...rooms].sort(order)[0] ?? null;
}
