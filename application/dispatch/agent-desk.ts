import { firstValueFrom, fromEvent, map, merge, race, Subject, takeUntil, timer, type Observable } from 'rxjs';
import { returnAgent } from '../../domain/agent/return.ts';
import type { Actor } from '../../domain/kernel/event.ts';
import { liveClaim, task, type TaskLife } from '../../domain/task/state.ts';
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

type Known = AgentPresence['tasks'][number];

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
  async poll(said: Omit<AgentPresence, 'lastPing'>, waitMs: number, signal: AbortSignal): Promise<readonly AgentAction[]> {
    const { presence, clock, live } = this.#deps;
    await presence.report({ ...said, lastPing: clock.now() });
    await this.#welcome(said.agentId);
    this.#polls.next(said.agentId);
    const until = clock.now().getTime() + waitMs;
    for (;;) {
      const answered = new Subject<void>();
      const left = Math.max(0, until - clock.now().getTime());
      const change = merge(live.changes, fromEvent(signal, 'abort')).pipe(map(() => true));
      const changed = firstValueFrom(race(change, timer(left)).pipe(takeUntil(answered)), { defaultValue: false });
      const actions = await this.#actions(said.agentId, said.tasks);
      if (actions.length > 0 || signal.aborted || left === 0) {
        answered.next();
        await presence.ping(said.agentId, clock.now());
        return actions;
      }
      await changed;
    }
  }

  async #welcome(agentId: string): Promise<void> {
    if (this.#deps.live.board.agent(agentId)?.state !== 'lost') return;
    const commandId = this.#deps.ids.next();
    const actor: Actor = { kind: 'agent', id: agentId };
    await this.#deps.bus.execute(command(returnAgent, agentId, {}), { actor, commandId, correlationId: commandId, causationId: null });
  }

  async #actions(agentId: string, known: readonly Known[]): Promise<readonly AgentAction[]> {
    const mine = this.#deps.live.board.claimed().filter(({ claim }) => claim?.agentId === agentId);
    const knows = new Set(known.map(({ taskId, term }) => `${taskId}.${term}`));
    const actions: AgentAction[] = [];
    for (const { id: taskId, state, claim, stopCause } of mine) {
      const term = claim?.term ?? 0;
      if (state === 'pending' && !knows.has(`${taskId}.${term}`)) actions.push({ action: 'start', taskId, term });
      if (state === 'stopping' && this.#tells(agentId, 'stop', taskId, term))
        actions.push({ action: 'stop', taskId, term, reason: stopCause ?? 'user' });
    }
    for (const { taskId, term } of known) if (await this.#isOver(agentId, taskId, term)) actions.push({ action: 'remove', taskId, term });
    return actions;
  }

  async #isOver(agentId: string, taskId: string, term: number): Promise<boolean> {
    const claim = this.#deps.live.board.task(taskId)?.claim;
    if (claim?.term === term && claim.agentId === agentId) return false;
    const { state } = await load<TaskLife>(this.#deps.store, task, taskId);
    const live = liveClaim(state);
    return !(live?.term === term && live.agentId === agentId) && this.#tells(agentId, 'remove', taskId, term);
  }

  #tells(agentId: string, action: string, taskId: string, term: number): boolean {
    const key = `${agentId} ${action} ${taskId}.${term}`;
    const now = this.#deps.clock.now().getTime();
    if ((this.#told.get(key) ?? -Infinity) > now - tellAgainMs) return false;
    for (const [old, at] of this.#told) if (at <= now - tellAgainMs) this.#told.delete(old);
    this.#told.set(key, now);
    return true;
  }
}
