import { candidateOrder, lines, oldestByShare, Shares } from './queue.ts';
import { fits, fitsTotals, gpuFor, isAwake, occupied, preferred, roomOn, type Room } from './room.ts';
import { shareOf, type Snapshot, type WaitingTask } from './snapshot.ts';

export interface Assignment {
  readonly taskId: string;
  readonly agentId: string;
  readonly gpuId: string | null;
}

/** Why a task that was looked at got no agent. */
export type Passed =
  | { readonly why: 'limit'; readonly limit: 'process' | 'project' }
  | { readonly why: 'no_room' }
  | { readonly why: 'reserved'; readonly agentId: string };

export interface Placement {
  readonly assignments: readonly Assignment[];
  /** Agents kept free for a task that has waited too long, by agent id. */
  readonly reservations: ReadonlyMap<string, WaitingTask>;
  /** Why every other task got none, by task id. */
  readonly passed: ReadonlyMap<string, Passed>;
}

/**
 * Tasks of one shape fit or do not fit alike: once one finds no room, no other does in this round. Shapes are few, so a round
 * costs little more than O(tasks).
 */
export function shapeOf(task: WaitingTask): string {
  const known = shapes.get(task);
  if (known !== undefined) return known;
  const { farmId, requiresGpu, needs } = task;
  const shape = JSON.stringify([farmId, requiresGpu, needs]);
  shapes.set(task, shape);
  return shape;
}

/** Of tasks that come again, round after round. */
const shapes = new WeakMap<WaitingTask, string>();

/**
 * Gives waiting tasks to agents. Pure and deterministic: the same snapshot gives the same placement, and `explain` asks the same code.
 * A task that does not fit does not block the next; after `reserveAfterMs` it keeps the agent it would fit on, until it does.
 */
export function place(snapshot: Snapshot): Placement {
  const { tasks, claims, limits } = snapshot;
  const rooms = new Map(snapshot.agents.filter((agent) => isAwake(agent, snapshot)).map((agent) => [agent.id, roomOn(agent, claims)]));
  const shares = new Shares(claims);
  const order = candidateOrder(shares, oldestByShare(tasks));
  const assignments: Assignment[] = [];
  const reservations = reserve(snapshot, [...rooms.values()], shares, order);
  const passed = new Map<string, Passed>();
  let waiting = lines(tasks);

  for (let line = first(waiting, order); line; line = first(waiting, order)) {
    const [task] = line.splice(0, 1) as [WaitingTask];
    const limit = limitReached(task, shares, limits);
    if (limit) {
      for (const other of [task, ...line.splice(0)]) passed.set(other.id, { why: 'limit', limit });
      continue;
    }
    const fitting = [...rooms.values()].filter((room) => room.agent.farmId === task.farmId && fits(room, task));
    const room = preferred(
      fitting.filter((candidate) => isFor(task, reservations.get(candidate.agent.id))),
      task,
    );
    const kept = preferred(fitting, task);
    if (room) assign(task, room);
    else if (kept) passed.set(task.id, { why: 'reserved', agentId: kept.agent.id });
    else passOver(task);
  }
  return { assignments, reservations, passed };

  function assign(task: WaitingTask, room: Room): void {
    const gpuId = task.requiresGpu ? (gpuFor(room.gpus, task.needs)?.gpuId ?? null) : null;
    assignments.push({ taskId: task.id, agentId: room.agent.id, gpuId });
    rooms.set(room.agent.id, occupied(room, task.needs, gpuId));
    shares.add(task);
  }

  function passOver(task: WaitingTask): void {
    const shape = shapeOf(task);
    passed.set(task.id, { why: 'no_room' });
    waiting = waiting.map((line) => {
      const limit = line[0] ? limitReached(line[0], shares, limits) : null;
      const why: Passed = limit ? { why: 'limit', limit } : { why: 'no_room' };
      return line.filter((other) => {
        if (shapeOf(other) !== shape) return true;
        passed.set(other.id, why);
        return false;
      });
    });
  }
}

/** The line whose first task is next. */
function first(waiting: readonly WaitingTask[][], order: (a: WaitingTask, b: WaitingTask) => number): WaitingTask[] | null {
  let best: { readonly task: WaitingTask; readonly line: WaitingTask[] } | null = null;
  for (const line of waiting) {
    const [task] = line;
    if (task && (best === null || order(task, best.task) < 0)) best = { task, line };
  }
  return best?.line ?? null;
}

function limitReached(task: WaitingTask, shares: Shares, limits: Snapshot['limits']): 'process' | 'project' | null {
  if (shares.ofProcess(task.processId) >= limits.maxPerProcess) return 'process';
  return shares.ofShare(shareOf(task)) >= limits.maxPerProject ? 'project' : null;
}

const isFor = (task: WaitingTask, owner: WaitingTask | undefined): boolean => owner === undefined || owner.id === task.id;

/**
 * One agent for the first task of each share that has waited too long and fits nowhere now: where a machine could ever run it, and
 * nothing but room keeps it from running.
 */
function reserve(
  { tasks, limits, now }: Snapshot,
  rooms: readonly Room[],
  shares: Shares,
  order: (a: WaitingTask, b: WaitingTask) => number,
): Map<string, WaitingTask> {
  const reservations = new Map<string, WaitingTask>();
  const served = new Set<string>();
  const overdue = tasks.filter((task) => now.getTime() - task.queuedAt.getTime() > limits.reserveAfterMs).sort(order);
  for (const task of overdue) {
    if (served.has(shareOf(task)) || limitReached(task, shares, limits)) continue;
    const ofFarm = rooms.filter((room) => room.agent.farmId === task.farmId && !reservations.has(room.agent.id));
    if (ofFarm.some((room) => fits(room, task))) continue;
    const room = preferred(
      ofFarm.filter((candidate) => fitsTotals(candidate.agent, task)),
      task,
    );
    if (!room) continue;
    reservations.set(room.agent.id, task);
    served.add(shareOf(task));
  }
  return reservations;
}
