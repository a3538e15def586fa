import type { AgentEvent } from '../../domain/agent/events.ts';
import { agent, type AgentLife } from '../../domain/agent/state.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import type { AgentSnapshot, Limits, LiveClaim, Snapshot, WaitingTask } from '../../domain/policies/dispatch/snapshot.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import { isFinal } from '../../domain/task/states.ts';
import type { KnownAgent, OpenTask } from '../ports/look/dispatch.ts';
import type { AgentPresence } from '../ports/presence.ts';
import { foldTask, openedBy } from './open-task.ts';

/**
 * Every task that has not ended and every agent, folded from the log: what placing, polling and watching look at, in memory.
 * Events that the rows it began with already held are recognised by their revision.
 */
export class DispatchBoard {
  readonly #tasks = new Map<string, OpenTask>();
  /** Ids of tasks with a live claim: they are asked for with every poll, and few among many. */
  readonly #claimed = new Set<string>();
  /** Those to be placed, kept ready: a round of thousands comes many times a second while they are queued. */
  readonly #waiting = new Map<string, WaitingTask>();
  readonly #steps = new Map<string, OpenTask>();
  readonly #agents = new Map<string, { readonly life: AgentLife; readonly revision: number }>();

  constructor(tasks: readonly OpenTask[] = [], agents: readonly KnownAgent[] = []) {
    for (const task of tasks) this.put(task);
    for (const { state, draining, registered, revision } of agents)
      this.#agents.set(registered.agentId, { life: { state, registered, draining, lostAt: null }, revision });
  }

  /** Folds one event in; true when it changed anything. */
  apply(event: Recorded): boolean {
    if (event.stream.startsWith('task-')) return this.#applyTask(event as Recorded<TaskEvent>);
    return event.stream.startsWith('agent-') && this.#applyAgent(event as Recorded<AgentEvent>);
  }

  /** Folds in an event that this program has just appended, ahead of the log, if it is the very next of its task; true when it is. */
  applyNext(event: Recorded): boolean {
    const known = this.#tasks.get(event.stream.slice('task-'.length));
    return known !== undefined && event.revision === known.revision + 1 && this.apply(event);
  }

  /** Takes a task as it is; ended ones leave the board, and come back by this when they are restarted. */
  put(task: OpenTask): void {
    if (isFinal(task.state)) this.#tasks.delete(task.id);
    else this.#tasks.set(task.id, task);
    if (isFinal(task.state) || task.claim === null) this.#claimed.delete(task.id);
    else this.#claimed.add(task.id);
    this.#waiting.delete(task.id);
    this.#steps.delete(task.id);
    if (!isWaiting(task)) return;
    if (task.kind === 'worker') this.#waiting.set(task.id, asWaiting(task));
    else this.#steps.set(task.id, task);
  }

  task(id: string): OpenTask | undefined {
    return this.#tasks.get(id);
  }

  /** Tasks with a live claim. */
  claimed(): readonly OpenTask[] {
    return [...this.#claimed].flatMap((id) => this.#tasks.get(id) ?? []);
  }

  /** Steps that nobody has claimed, the longest waiting first. */
  waitingSteps(): readonly OpenTask[] {
    return [...this.#steps.values()].sort((a, b) => Number(a.queuedAt) - Number(b.queuedAt) || (a.id < b.id ? -1 : 1));
  }

  agentIds(): readonly string[] {
    return [...this.#agents.keys()];
  }

  agent(id: string): AgentLife | undefined {
    return this.#agents.get(id)?.life;
  }

  /** How many tasks are in each state. */
  states(): ReadonlyMap<OpenTask['state'], number> {
    const counts = new Map<OpenTask['state'], number>();
    for (const { state } of this.#tasks.values()) counts.set(state, (counts.get(state) ?? 0) + 1);
    return counts;
  }

  get hasWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** What `place` and `explain` look at, with what the agents last said of themselves. */
  snapshot(presence: readonly AgentPresence[], limits: Limits, now: Date): Snapshot {
    const said = new Map(presence.map((of) => [of.agentId, of]));
    return {
      tasks: [...this.#waiting.values()],
      claims: this.claimed().flatMap(asClaim),
      agents: [...this.#agents.values()].flatMap(({ life }) => asAgent(life, said.get(life.registered?.agentId ?? ''))),
      limits,
      now,
    };
  }

  #applyTask(event: Recorded<TaskEvent>): boolean {
    const id = event.stream.slice('task-'.length);
    const known = this.#tasks.get(id);
    if (known ? event.revision <= known.revision : event.type !== 'TaskCreated') return false;
    this.put(known ? foldTask(known, event) : openedBy(event as Recorded<TaskEvent & { type: 'TaskCreated' }>));
    return true;
  }

  #applyAgent(event: Recorded<AgentEvent>): boolean {
    const id = event.stream.slice('agent-'.length);
    const known = this.#agents.get(id);
    if (known && event.revision <= known.revision) return false;
    const life = agent.evolve(known?.life ?? agent.initial, event, event.time);
    if (life.state === 'removed') this.#agents.delete(id);
    else this.#agents.set(id, { life, revision: event.revision });
    return true;
  }
}

const isWaiting = (task: OpenTask): boolean => task.state === 'pending' && task.claim === null;

const asWaiting = ({ queuedAt, ...task }: OpenTask): WaitingTask => ({ ...task, queuedAt: queuedAt ?? new Date(0) });

const asClaim = ({ id, processId, corpusId, needs, claim }: OpenTask): readonly LiveClaim[] =>
  claim === null ? [] : [{ taskId: id, processId, corpusId, needs, agentId: claim.agentId, gpuId: claim.gpuId, since: claim.claimedAt }];

function asAgent({ state, registered }: AgentLife, said: AgentPresence | undefined): readonly AgentSnapshot[] {
  if (!registered || state === 'unknown' || state === 'removed') return [];
  const { agentId: id, farmId, hostname, cpuCores, ramTotal, gpus, capabilities } = registered;
  const { lastPing = null, cpuLoad = 0, ramLoad = 0 } = said ?? {};
  return [{ id, farmId, hostname, state, lastPing, cpuCores, ramTotal, cpuLoad, ramLoad, gpus, capabilities }];
}
