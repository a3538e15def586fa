import { reason, type Reason } from './reason.ts';
import { roomOn, type Room } from './room.ts';
import type { AgentSnapshot, Snapshot, WaitingTask } from './snapshot.ts';

/** Cores or memory, as far as a task may lack them. */
interface Measure {
  readonly code: string;
  readonly name: string;
  readonly needed: number;
  readonly free: (room: Room) => number;
  readonly total: (agent: AgentSnapshot) => number;
}

const measuresOf = ({ needs }: WaitingTask): readonly Measure[] => [
  { code: 'not_enough_cpu', name: 'processor', needed: needs.cpu, free: (room) => room.cpu, total: (agent) => agent.cpuCores },
  { code: 'not_enough_ram', name: 'memory', needed: needs.ramBytes, free: (room) => room.ram, total: (agent) => agent.ramTotal },
];

const isShort = ({ needed, free, total }: Measure, room: Room): boolean =>
  free(room) < needed && !(room.idle && total(room.agent) >= needed);

/** What the machines that could run the task lack now, or for ever (`best_total` below `needed`). Empty: one of them has room. */
export function lacks(task: WaitingTask, able: readonly AgentSnapshot[], snapshot: Snapshot): readonly Reason[] {
  const rooms = able.map((agent) => roomOn(agent, snapshot.claims));
  if (!task.requiresGpu) return lacksRoom(task, rooms);
  const isLarge = (gpu: { readonly ramTotal: number }): boolean => gpu.ramTotal >= task.needs.gpuRamBytes;
  const owners = able.filter((agent) => agent.gpus.some(isLarge));
  if (owners.length === 0) {
    const largest = Math.max(0, ...able.flatMap((agent) => agent.gpus.map((gpu) => gpu.ramTotal)));
    const data = { gpu_ram_needed: task.needs.gpuRamBytes, largest_gpu_ram: largest };
    return [reason('no_agent_with_gpu', 'No active agent has such a GPU.', data)];
  }
  const free = rooms.filter((room) => room.gpus.some(isLarge));
  return free.length > 0
    ? lacksRoom(task, free)
    : [gpusBusy(owners, owners.flatMap((agent) => agent.gpus.filter(isLarge)).length, snapshot)];
}

function gpusBusy(owners: readonly AgentSnapshot[], gpus: number, { claims }: Snapshot): Reason {
  const holders = claims
    .filter((claim) => claim.gpuId !== null && owners.some((agent) => agent.id === claim.agentId))
    .map(({ gpuId, taskId, processId, since }) => ({ gpu: gpuId, task_id: taskId, process_id: processId, since }));
  return reason('all_gpus_busy', `All ${gpus} GPUs are at work.`, { gpus, holders });
}

/** What the nearest machine is short of: the one that is short of least, then the one with most of what is short. */
function lacksRoom(task: WaitingTask, rooms: readonly Room[]): readonly Reason[] {
  const measures = measuresOf(task);
  const shortOf = (room: Room): readonly Measure[] => measures.filter((measure) => isShort(measure, room));
  const fewest = Math.min(...rooms.map((room) => shortOf(room).length));
  const nearest = rooms.filter((room) => shortOf(room).length === fewest);
  const [first] = nearest.map(shortOf);
  return (first ?? []).map(({ code, name, needed, free, total }) => {
    const [best] = nearest.filter((room) => shortOf(room).some((measure) => measure.code === code)).sort((a, b) => free(b) - free(a));
    const bestTotal = Math.max(...rooms.map((room) => total(room.agent)));
    const never = bestTotal < needed ? ' No agent ever has that much.' : '';
    const data = { needed, best_free: best && free(best), best_agent: best?.agent.hostname, best_total: bestTotal };
    return reason(code, `Not enough ${name} is free.${never}`, data);
  });
}
