import { Subject, type Observable } from 'rxjs';
import { returnAgent } from '../../domain/agent/return.ts';
import type { Actor } from '../../domain/kernel/event.ts';
import { liveClaim, task, type TaskLife } from '../../domain/task/state.ts';
import { Bell } from '../log/bell.ts';
import { command, type CommandBus } from '../pipeline/command.ts';
import { load } from '../pipeline/load.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Ids } from '../ports/ids.ts';
import type { AgentPresence, Presence } from '../ports/presence.ts';
import type { LiveBoard } from './live-board.ts';

export interface AgentAction {
  readonly action: 'start' | 'stop' | 'remove';
  readonly taskId: string;
  readonly term: number;
  readonly reason?: string;
}

export interface AgentDeskDeps {
  readonly live: LiveBoard;
  readonly presence: Presence;
  readonly store: EventStore;
  readonly bus: CommandBus;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Said = Omit<AgentPresence, 'lastPing'>;

/** A stop or a removal that an agent was told of is told again after this, so that a poll never spins. */
const tellAgainMs = 5000;

/**
 * What an agent is to do, asked by its long poll.
 *
 *   start   a claim of it that it does not know yet
 *   stop    a claim of it whose task is stopping
 *   remove  what it works on although its claim is over: said only after the task's own stream was read, for it kills work
 */
export class AgentDesk {
  readonly #deps: AgentDeskDeps;
  readonly #polls = new Subject<string>();
  readonly #told = new Map<string, number>();

  constructor(deps: AgentDeskDeps) {
    this.#deps = deps;
  }

  /** Ids of agents as they poll: the dispatcher may have something for them. */
  get polls(): Observable<string> {
    return this.#polls;
  }

  /** Answers at once when there is something to do, else when there is, or after `waitMs`, or when the signal aborts. */
  async poll(said: Said, waitMs: number, signal: AbortSignal): Promise<readonly AgentAction[]> {
    const { presence, clock } = this.#deps;
    await presence.report({ ...said, lastPing: clock.now() });
    await this.#welcome(said.agentId);
    this.#polls.next(said.agentId);
    const actions = await this.#awaited(said, waitMs, signal);
    // The answer does not wait for it: an agent that has something to do has it at once, and reports again soon.
    void presence.ping(said.agentId, clock.now()).catch(() => undefined);
    return actions;
  }

  async #awaited(said: Said, waitMs: number, signal: AbortSignal): Promise<readonly AgentAction[]> {
    const { live, clock } = this.#deps;
    const until = clock.now().getTime() + waitMs;
    const bell = new Bell();
    const ring = (): void => bell.ring();
    const changes = live.changes.subscribe(ring);
    signal.addEventListener('abort', ring);
    try {
      while (!signal.aborted) {
        bell.silence();
        const actions = await this.#actions(said);
        const left = until - clock.now().getTime();
        if (actions.length > 0 || left <= 0) return actions;
        if (!signal.aborted) await bell.sleep(clock, left);
      }
      return [];
    } finally {
      changes.unsubscribe();
      signal.removeEventListener('abort', ring);
    }
  }

  async #welcome(agentId: string): Promise<void> {
    if (this.#deps.live.board.agent(agentId)?.state !== 'lost') return;
    const commandId = this.#deps.ids.next();
    const actor: Actor = { kind: 'agent', id: agentId };
    await this.#deps.bus.execute(command(returnAgent, agentId, {}), { actor, commandId, correlationId: commandId, causationId: null });
  }

  async #actions({ agentId, tasks: known }: Said): Promise<readonly AgentAction[]> {
    const mine = this.#deps.live.board.claimed().filter(({ claim }) => claim?.agentId === agentId);
    const knows = new Set(known.map(({ taskId, term }) => `${taskId}.${term}`));
    const actions: AgentAction[] = [];
    for (const { id: taskId, state, claim, stopCause } of mine) {
      const term = claim?.term ?? 0;
      if (state === 'pending' && !knows.has(`${taskId}.${term}`)) actions.push({ action: 'start', taskId, term });
      if (state === 'stopping') actions.push({ action: 'stop', taskId, term, reason: stopCause ?? 'user' });
    }
    for (const { taskId, term } of known) {
      const action: AgentAction = { action: 'remove', taskId, term };
      if (!this.#wasTold(agentId, action) && (await this.#isOver(agentId, taskId, term))) actions.push(action);
    }
    const untold = actions.filter((action) => action.action === 'start' || !this.#wasTold(agentId, action));
    for (const action of untold) if (action.action !== 'start') this.#tell(agentId, action);
    return untold;
  }

  async #isOver(agentId: string, taskId: string, term: number): Promise<boolean> {
    const claim = this.#deps.live.board.task(taskId)?.claim;
    if (claim?.term === term && claim.agentId === agentId) return false;
    const { state } = await load<TaskLife>(this.#deps.store, task, taskId);
    const live = liveClaim(state);
    return !(live?.term === term && live.agentId === agentId);
  }

  #wasTold(agentId: string, action: AgentAction): boolean {
    const at = this.#told.get(keyOf(agentId, action));
    return at !== undefined && this.#deps.clock.now().getTime() - at < tellAgainMs;
  }

  #tell(agentId: string, action: AgentAction): void {
    const now = this.#deps.clock.now().getTime();
    for (const [old, at] of this.#told) if (now - at >= tellAgainMs) this.#told.delete(old);
    this.#told.set(keyOf(agentId, action), now);
  }
}

const keyOf = (agentId: string, { action, taskId, term }: AgentAction): string => `${agentId} ${action} ${taskId}.${term}`;
