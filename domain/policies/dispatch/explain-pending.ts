import { lacks } from './lacks.ts';
import { place, shapeOf, type Placement } from './place.ts';
import { candidateOrder, oldestByShare, Shares } from './queue.ts';
import { reason, type Reason } from './reason.ts';
import { fitsTotals, hasCapabilities, isAwake, isHeardOf } from './room.ts';
import { shareOf, type AgentSnapshot, type Snapshot, type WaitingTask } from './snapshot.ts';

/**
 * Tells why pending tasks that nobody has claimed wait; the same placement that the dispatcher makes is asked. What tasks have in common
 * is worked out once for all of them: the placement, the line of a farm, and what machines lack for a shape of task.
 */
export class PendingReasons {
  readonly #snapshot: Snapshot;
  readonly #shares: Shares;
  readonly #order: (a: WaitingTask, b: WaitingTask) => number;
  readonly #unable = new Map<string, readonly Reason[]>();
  readonly #lacking = new Map<string, readonly Reason[]>();
  readonly #holders = new Map<string, readonly string[]>();
  #lines: ReadonlyMap<string | null, readonly WaitingTask[]> | undefined;
  #placement: Placement | undefined;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#shares = new Shares(snapshot.claims);
    this.#order = candidateOrder(this.#shares, oldestByShare(snapshot.tasks));
  }

  of(task: WaitingTask): readonly Reason[] {
    const unable = once(this.#unable, shapeOf(task), () => unableToRun(task, this.#snapshot));
    if (unable.length > 0) return unable;
    const { passed, reservations } = (this.#placement ??= place(this.#snapshot));
    const why = passed.get(task.id);
    if (why?.why === 'limit') return [this.#limited(task, why.limit)];
    if (why?.why === 'reserved') return [reserved(why.agentId, reservations.get(why.agentId))];
    const missing = once(this.#lacking, shapeOf(task), () => lacks(task, ableAgents(task, this.#snapshot), this.#snapshot));
    return missing.length > 0 ? missing : [this.#behind(task)];
  }

  /** Steps of the built-in runner count for no limit. */
  #limited(task: WaitingTask, limit: 'process' | 'project'): Reason {
    const { claims, limits } = this.#snapshot;
    const whose = limit === 'process' ? task.processId : shareOf(task);
    const holders = once(this.#holders, `${limit} ${whose}`, () =>
      claims
        .filter((claim) => claim.agentId !== null && (limit === 'process' ? claim.processId : shareOf(claim)) === whose)
        .map(({ taskId }) => taskId),
    );
    const max = limit === 'process' ? limits.maxPerProcess : limits.maxPerProject;
    return reason('limit_reached', `The ${limit} has its ${max} tasks at work.`, { limit, max, holders });
  }

  #behind(task: WaitingTask): Reason {
    this.#lines ??= Map.groupBy([...this.#snapshot.tasks].sort(this.#order), ({ farmId }) => farmId);
    const line = this.#lines.get(task.farmId) ?? [];
    const ahead = placeIn(line, (other) => this.#order(other, task) < 0);
    const first = ahead > 0 ? line[0] : undefined;
    return reason('behind_others', ahead === 0 ? 'Its turn is now.' : `${ahead} tasks are before it.`, {
      position: ahead + 1,
      ahead,
      because: first ? whyFirst(first, task, this.#shares) : null,
      next: line.slice(0, Math.min(3, ahead)).map((other) => ({ task_id: other.id, process_id: other.processId })),
    });
  }
}

function once<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** How many at the beginning of a line are before a place in it. */
function placeIn<Item>(line: readonly Item[], isBefore: (item: Item) => boolean): number {
  let [from, to] = [0, line.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isBefore(line[middle]!)) from = middle + 1;
    else to = middle;
  }
  return from;
}

const ofFarm = (task: WaitingTask, { agents }: Snapshot): readonly AgentSnapshot[] =>
  agents.filter((agent) => agent.farmId === task.farmId);

const ableAgents = (task: WaitingTask, snapshot: Snapshot): readonly AgentSnapshot[] =>
  ofFarm(task, snapshot).filter((agent) => isAwake(agent, snapshot) && hasCapabilities(agent, task.needs));

/** Why no agent there is could take it, whatever else is at work. Empty: one could. */
function unableToRun(task: WaitingTask, snapshot: Snapshot): readonly Reason[] {
  const agents = ofFarm(task, snapshot);
  if (agents.length === 0)
    return [reason('farm_without_agent', 'No agent has ever registered on the farm of this task.', { farm: task.farmId })];
  const awake = agents.filter((agent) => isAwake(agent, snapshot));
  const draining = agents.filter((agent) => agent.state === 'draining' && isHeardOf(agent, snapshot) && fitsTotals(agent, task));
  if (draining.length > 0 && !awake.some((agent) => fitsTotals(agent, task))) return [drained(draining)];
  if (awake.length === 0) return [asleep(agents)];
  return ableAgents(task, snapshot).length === 0 ? [incapable(task, awake)] : [];
}

const reserved = (agent: string, owner: WaitingTask | undefined): Reason =>
  reason('agent_reserved', 'The agent that would fit is kept for a task that has waited longer.', {
    agent,
    task_id: owner?.id,
    since: owner?.queuedAt,
  });

const drained = (agents: readonly AgentSnapshot[]): Reason =>
  reason('agents_draining', 'The agents that could run this take no new tasks.', { agents: agents.map((agent) => agent.id) });

function asleep(agents: readonly AgentSnapshot[]): Reason {
  const last = agents.reduce<Date | null>((latest, { lastPing }) => (lastPing && (!latest || lastPing > latest) ? lastPing : latest), null);
  return reason('no_active_agent', `None of ${agents.length} agents is active.`, { agents: agents.length, last_ping: last });
}

function incapable(task: WaitingTask, agents: readonly AgentSnapshot[]): Reason {
  const capability =
    task.needs.capabilities.find((wanted) => !agents.some((agent) => agent.capabilities.includes(wanted))) ?? task.needs.capabilities[0];
  return reason('missing_capability', `No active agent offers ${capability}.`, { capability, agents: agents.length });
}

/** What of the order puts one before the other. */
function whyFirst(first: WaitingTask, task: WaitingTask, shares: Shares): 'priority' | 'fair_share' | 'older' {
  if (first.priority > task.priority) return 'priority';
  const fewer =
    shares.ofShare(shareOf(first)) < shares.ofShare(shareOf(task)) ||
    (shareOf(first) === shareOf(task) && shares.ofProcess(first.processId) < shares.ofProcess(task.processId));
  return fewer ? 'fair_share' : 'older';
}
