import type { TaskState } from '../../task/states.ts';
import { lacks } from './lacks.ts';
import { place } from './place.ts';
import { candidateOrder, oldestByShare, Shares } from './queue.ts';
import { reason, type Reason } from './reason.ts';
import { fitsTotals, hasCapabilities, isAwake, isHeardOf } from './room.ts';
import { shareOf, type AgentSnapshot, type Snapshot, type WaitingTask } from './snapshot.ts';

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

/** Why a claimed task has not started. */
export const explainClaimed = (claim: { readonly agentId: string; readonly term: number; readonly since: Date }): readonly Reason[] => [
  reason('claimed_not_started', 'Its agent prepares it.', { agent: claim.agentId, term: claim.term, since: claim.since }),
];

/** Why a stopping task has not ended. */
export const explainStopping = (since: Date): readonly Reason[] => [
  reason('stop_requested', 'Waits until who runs it confirms the stop.', { since }),
];

/** Why a built-in step that nobody has claimed waits: it does not, while fewer than `max` are at work. */
export const explainStep = (running: number, max: number): readonly Reason[] =>
  running < max ? [] : [reason('steps_busy', `The server is at work on ${running} steps.`, { running, max })];

/** Why a pending task that nobody has claimed waits. The same placement that the dispatcher makes is asked. */
export function explainPending(task: WaitingTask, snapshot: Snapshot): readonly Reason[] {
  const ofFarm = snapshot.agents.filter((agent) => agent.farmId === task.farmId);
  if (ofFarm.length === 0)
    return [reason('farm_without_agent', 'No agent has ever registered on the farm of this task.', { farm: task.farmId })];
  const awake = ofFarm.filter((agent) => isAwake(agent, snapshot));
  const able = awake.filter((agent) => hasCapabilities(agent, task.needs));
  const draining = ofFarm.filter((agent) => agent.state === 'draining' && isHeardOf(agent, snapshot) && fitsTotals(agent, task));
  if (draining.length > 0 && !awake.some((agent) => fitsTotals(agent, task))) return [drained(draining)];
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
  const missing = lacks(task, able, snapshot);
  return missing.length > 0 ? missing : [behind(task, snapshot)];
}

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

/** Steps of the built-in runner count for no limit. */
function limited(task: WaitingTask, { claims, limits }: Snapshot, limit: 'process' | 'project'): Reason {
  const holders = claims
    .filter((claim) => claim.agentId !== null)
    .filter((claim) => (limit === 'process' ? claim.processId === task.processId : shareOf(claim) === shareOf(task)));
  const max = limit === 'process' ? limits.maxPerProcess : limits.maxPerProject;
  return reason('limit_reached', `The ${limit} has its ${max} tasks at work.`, {
    limit,
    max,
    holders: holders.map((claim) => claim.taskId),
  });
}

function behind(task: WaitingTask, { tasks, claims }: Snapshot): Reason {
  const shares = new Shares(claims);
  const order = candidateOrder(shares, oldestByShare(tasks));
  const ahead = tasks.filter((other) => other.farmId === task.farmId && other.id !== task.id && order(other, task) < 0).sort(order);
  const [first] = ahead;
  return reason('behind_others', ahead.length === 0 ? 'Its turn is now.' : `${ahead.length} tasks are before it.`, {
    position: ahead.length + 1,
    ahead: ahead.length,
    because: first ? whyFirst(first, task, shares) : null,
    next: ahead.slice(0, 3).map((other) => ({ task_id: other.id, process_id: other.processId })),
  });
}

/** What of the order puts one before the other. */
function whyFirst(first: WaitingTask, task: WaitingTask, shares: Shares): 'priority' | 'fair_share' | 'older' {
  if (first.priority > task.priority) return 'priority';
  const fewer =
    shares.ofShare(shareOf(first)) < shares.ofShare(shareOf(task)) ||
    (shareOf(first) === shareOf(task) && shares.ofProcess(first.processId) < shares.ofProcess(task.processId));
  return fewer ? 'fair_share' : 'older';
}
