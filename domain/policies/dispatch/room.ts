import type { Gpu } from '../../agent/events.ts';
import { bareGpuId } from '../../agent/gpu-id.ts';
import type { TaskNeeds } from '../../task/events.ts';
import type { AgentSnapshot, LiveClaim, Snapshot, WaitingTask } from './snapshot.ts';

/** What is free on an agent. Derived from live claims and measured loads, never counted: so nothing can leak. */
export interface Room {
  readonly agent: AgentSnapshot;
  readonly claimed: { readonly cpu: number; readonly ram: number };
  readonly cpu: number;
  readonly ram: number;
  readonly gpus: readonly Gpu[];
  readonly idle: boolean;
}

/** What is claimed and what is measured overlap, so the greater of both is taken. */
const room = (agent: AgentSnapshot, claimed: Room['claimed'], gpus: readonly Gpu[], idle: boolean): Room => ({
  agent,
  claimed,
  cpu: agent.cpuCores - Math.max(claimed.cpu, agent.cpuLoad * agent.cpuCores),
  ram: agent.ramTotal - Math.max(claimed.ram, agent.ramLoad * agent.ramTotal),
  gpus,
  idle,
});

export function roomOn(agent: AgentSnapshot, claims: readonly LiveClaim[]): Room {
  const mine = claims.filter((claim) => claim.agentId === agent.id);
  const sum = (of: (needs: TaskNeeds) => number): number => mine.reduce((total, claim) => total + of(claim.needs), 0);
  const taken = new Set(mine.flatMap((claim) => (claim.gpuId === null ? [] : [bareGpuId(claim.gpuId)])));
  const claimed = { cpu: sum((needs) => needs.cpu), ram: sum((needs) => needs.ramBytes) };
  const free = agent.gpus.filter((gpu) => !taken.has(bareGpuId(gpu.gpuId)));
  return room(agent, claimed, free, mine.length === 0);
}

export const isHeardOf = ({ lastPing }: AgentSnapshot, { limits, now }: Pick<Snapshot, 'limits' | 'now'>): boolean =>
  lastPing !== null && now.getTime() - lastPing.getTime() <= limits.agentTimeoutMs;

/** Active, and heard of lately. */
export const isAwake = (agent: AgentSnapshot, snapshot: Pick<Snapshot, 'limits' | 'now'>): boolean =>
  agent.state === 'active' && isHeardOf(agent, snapshot);

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

/** A claim's effect on the room, for the next choice of the same round: the same as in the next snapshot. */
export const occupied = ({ agent, claimed, gpus }: Room, needs: TaskNeeds, gpuId: string | null): Room =>
  room(
    agent,
    { cpu: claimed.cpu + needs.cpu, ram: claimed.ram + needs.ramBytes },
    gpus.filter((gpu) => gpu.gpuId !== gpuId),
    false,
  );

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Who gets a task among rooms that fit: keep GPUs for those who need them, fill machines up, and always the same one. */
export function preferred(rooms: readonly Room[], task: Pick<WaitingTask, 'requiresGpu'>): Room | null {
  const hasGpu = (of: Room): number => Number(!task.requiresGpu && of.agent.gpus.length > 0);
  const order = (a: Room, b: Room): number =>
    hasGpu(a) - hasGpu(b) ||
    a.ram - b.ram ||
    a.cpu - b.cpu ||
    compare(a.agent.hostname, b.agent.hostname) ||
    compare(a.agent.id, b.agent.id);
  return [...rooms].sort(order)[0] ?? null;
}
