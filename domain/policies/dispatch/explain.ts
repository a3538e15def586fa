import type { TaskState } from '../../task/states.ts';
import { place } from './place.ts';
import { candidateOrder, oldestByShare, Shares } from './queue.ts';
import { hasCapabilities, isAwake, roomOn } from './room.ts';
import type { AgentSnapshot, Snapshot, WaitingTask } from './snapshot.ts';

export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly [data: string]: unknown;
}

const reason = (code: string, message: string, data: Readonly<Record<string, unknown>> = {}): Reason => ({ code, message, ...data });

export interface ParentState {
  readonly id: string;
  readonly slug: string;
  readonly state: TaskState;
  /** Unscheduled, and will stay so. */
  readonly blocked: boolean;
}

/** Why an unscheduled task waits: for parents at work, or for ever for one that ended otherwise than completed. */
export function explainUnscheduled(parents: readonly ParentState[]): readonly Reason[] {
  const shown = ({ id, slug, state }: ParentState) => ({ id, slug, state });
  const bad = parents.filter(({ state, blocked }) => blocked || ['failed', 'error', 'stopped'].includes(state));
  const open = parents.filter((parent) => parent.state !== 'completed' && !bad.includes(parent));
  const slugs = (of: readonly ParentState[]): string => of.map((parent) => parent.slug).join(', ');
  return [
    ...(bad.length > 0 ? [reason('blocked_by_parent', `Waits for ever for ${slugs(bad)}: restart it.`, { parents: bad.map(shown) })] : []),
    ...(open.length > 0 ? [reason('parents_running', `Waits for ${slugs(open)}.`, { parents: open.map(shown) })] : []),
  ];
}

/** Why a pending task that nobody has claimed waits. The same placement that the dispatcher makes is asked. */
export function explainPending(task: WaitingTask, snapshot: Snapshot): readonly Reason[] {
  const ofFarm = snapshot.agents.filter((agent) => agent.farmId === task.farmId);
  if (ofFarm.length === 0)
    return [reason('farm_without_agent', 'No agent has ever registered on the farm of this task.', { farm: task.farmId })];
  const awake = ofFarm.filter((agent) => isAwake(agent, snapshot));
  const able = awake.filter((agent) => hasCapabilities(agent, task.needs));
  if (awake.length === 0) return [asleep(ofFarm)];
  if (able.length === 0) return [incapable(task, awake)];
  const placement = place(snapshot);
  const passed = placement.passed.get(task.id);
  if (passed?.why === 'limit') return [limited(task, snapshot, passed.limit)];
  if (passed?.why === 'reserved') {
    const owner = placement.reservations.get(passed.agentId);
    return [
      reason('agent_reserved', 'The agent that would fit is kept for a task that has waited longer.', {
        agent: passed.agentId,
        task_id: owner?.id,
        since: owner?.queuedAt,
      }),
    ];
  }
  const lacks = missing(task, able, snapshot);
  return lacks.length > 0 ? lacks : [behind(task, snapshot)];
}

function asleep(agents: readonly AgentSnapshot[]): Reason {
  const draining = agents.filter((agent) => agent.state === 'draining');
  if (draining.length > 0)
    return reason('agents_draining', 'The agents that could run this take no new tasks.', { agents: draining.map((agent) => agent.id) });
  const last = agents.reduce<Date | null>((latest, { lastPing }) => (lastPing && (!latest || lastPing > latest) ? lastPing : latest), null);
  return reason('no_active_agent', `None of ${agents.length} agents has been heard of lately.`, { agents: agents.length, last_ping: last });
}

function incapable(task: WaitingTask, agents: readonly AgentSnapshot[]): Reason {
  const capability =
    task.needs.capabilities.find((wanted) => !agents.some((agent) => agent.capabilities.includes(wanted))) ?? task.needs.capabilities[0];
  return reason('missing_capability', `No active agent offers ${capability}.`, { capability, agents: agents.length });
}

function limited(task: WaitingTask, { claims, limits }: Snapshot, limit: 'process' | 'project'): Reason {
  const holders = claims.filter((claim) => (limit === 'process' ? claim.processId === task.processId : claim.corpusId === task.corpusId));
  const max = limit === 'process' ? limits.maxPerProcess : limits.maxPerProject;
  return reason('limit_reached', `The ${limit} has its ${max} tasks at work.`, {
    limit,
    max,
    holders: holders.map((claim) => claim.taskId),
  });
}

/** What the machines that could run it lack now, or for ever (`best_total` below `needed`). */
function missing(task: WaitingTask, able: readonly AgentSnapshot[], snapshot: Snapshot): readonly Reason[] {
  const { cpu, ramBytes, gpuRamBytes } = task.needs;
  const rooms = able.map((agent) => roomOn(agent, snapshot.claims));
  if (task.requiresGpu) {
    const largest = Math.max(0, ...able.flatMap((agent) => agent.gpus.map((gpu) => gpu.ramTotal)));
    const gpus = able.flatMap((agent) => agent.gpus.filter((gpu) => gpu.ramTotal >= gpuRamBytes));
    if (gpus.length === 0)
      return [reason('no_agent_with_gpu', 'No active agent has such a GPU.', { gpu_ram_needed: gpuRamBytes, largest_gpu_ram: largest })];
    if (!rooms.some((room) => room.gpus.some((gpu) => gpu.ramTotal >= gpuRamBytes))) {
      const holders = snapshot.claims
        .filter((claim) => claim.gpuId !== null)
        .map(({ gpuId, taskId, processId, since }) => ({ gpu: gpuId, task_id: taskId, process_id: processId, since }));
      return [reason('all_gpus_busy', `All ${gpus.length} GPUs are at work.`, { gpus: gpus.length, holders })];
    }
  }
  const short = (
    what: 'cpu' | 'ram',
    needed: number,
    free: (room: (typeof rooms)[number]) => number,
    total: (agent: AgentSnapshot) => number,
  ): readonly Reason[] => {
    if (rooms.some((room) => free(room) >= needed || (room.idle && total(room.agent) >= needed))) return [];
    const [best] = [...rooms].sort((a, b) => free(b) - free(a));
    const bestTotal = Math.max(...able.map(total));
    const never = bestTotal < needed ? ' No agent ever has that much.' : '';
    const data = { needed, best_free: best && free(best), best_agent: best?.agent.hostname, best_total: bestTotal };
    return [reason(`not_enough_${what}`, `Not enough ${what === 'cpu' ? 'processor' : 'memory'} is free.${never}`, data)];
  };
  return [
    ...short(
      'cpu',
      cpu,
      (room) => room.cpu,
      (agent) => agent.cpuCores,
    ),
    ...short(
      'ram',
      ramBytes,
      (room) => room.ram,
      (agent) => agent.ramTotal,
    ),
  ];
}

function behind(task: WaitingTask, { tasks, claims }: Snapshot): Reason {
  const order = candidateOrder(new Shares(claims), oldestByShare(tasks));
  const ahead = tasks.filter((other) => other.farmId === task.farmId && other.id !== task.id && order(other, task) < 0).sort(order);
  const [first] = ahead;
  const because = !first || first.priority > task.priority ? 'priority' : first.corpusId !== task.corpusId ? 'fair_share' : 'older';
  return reason('behind_others', ahead.length === 0 ? 'Its turn is now.' : `${ahead.length} tasks are before it.`, {
    position: ahead.length + 1,
    ahead: ahead.length,
    because,
    next: ahead.slice(0, 3).map((other) => ({ task_id: other.id, process_id: other.processId })),
  });
}
