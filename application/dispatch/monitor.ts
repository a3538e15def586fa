import { loseAgent } from '../../domain/agent/lose.ts';
import { system } from '../../domain/kernel/event.ts';
import { expireClaim } from '../../domain/task/expire-claim.ts';
import { forceStop } from '../../domain/task/force-stop.ts';
import { stopByTtl } from '../../domain/task/stop-by-ttl.ts';
import { Rounds } from '../log/rounds.ts';
import { command, type AnyCommand, type CommandBus } from '../pipeline/command.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Leases } from '../ports/leases.ts';
import type { OpenTask, TaskClaimSnapshot } from '../ports/look/dispatch.ts';
import type { AgentPresence, Presence } from '../ports/presence.ts';
import type { Service } from '../ports/service.ts';
import type { LiveBoard } from './live-board.ts';
import { runnerLease } from './runner-lease.ts';

export interface MonitorDeps {
  readonly live: LiveBoard;
  readonly presence: Presence;
  readonly leases: Leases;
  readonly bus: CommandBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly agentTimeoutMs: number;
  readonly startTimeoutMs: number;
  readonly stopTimeoutMs: number;
  readonly onFailure: (error: unknown) => void;
}

type Claimed = OpenTask & { readonly claim: TaskClaimSnapshot };

const tickMs = 1000;

/**
 * Two clocks on every claim: is its holder alive, has the attempt taken too long.
 *
 *   agent silent too long ──────► LoseAgent, and ExpireClaim for each claim of it
 *   claimed, not started in time ► ExpireClaim    (unless the agent says that it prepares it)
 *   runner's lease is over ─────► ExpireClaim    (a step is repeatable)
 *   running longer than its ttl ► StopByTtl
 *   stopping too long ──────────► ForceStop
 *
 * Silence counts from the later of the last ping and the start of this monitor: a server that was away loses nobody.
 */
export class Monitor implements Service {
  readonly name = 'monitor';
  readonly #deps: MonitorDeps;
  readonly #rounds: Rounds;
  #since: Date;

  constructor(deps: MonitorDeps) {
    this.#deps = deps;
    const { clock, onFailure } = deps;
    this.#since = clock.now();
    this.#rounds = new Rounds({ clock, everyMs: tickMs, round: () => this.watch(this.#since), onFailure });
  }

  async start(): Promise<void> {
    this.#since = this.#deps.clock.now();
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** One look at everything; `since`: when this monitor began. */
  async watch(since: Date): Promise<void> {
    const said = await this.#deps.presence.all();
    const claimed = this.#deps.live.board.claimed().filter((task): task is Claimed => task.claim !== null);
    await this.#agents(said, claimed, since);
    await this.#runners(claimed);
    await this.#attempts(said, claimed, since);
  }

  async #agents(said: readonly AgentPresence[], claimed: readonly Claimed[], since: Date): Promise<void> {
    const { live, clock, agentTimeoutMs } = this.#deps;
    for (const agentId of new Set([...live.board.agentIds(), ...claimed.flatMap(({ claim }) => claim.agentId ?? [])])) {
      const { state } = live.board.agent(agentId) ?? {};
      const lastPing = said.find((of) => of.agentId === agentId)?.lastPing ?? null;
      const silent = clock.now().getTime() - Math.max(since.getTime(), lastPing?.getTime() ?? 0);
      if (silent <= agentTimeoutMs) continue;
      const mine = claimed.filter(({ claim }) => claim.agentId === agentId);
      const liveClaims = mine.map(({ id: taskId, claim }) => ({ taskId, term: claim.term }));
      if (state !== undefined && state !== 'lost')
        await this.#send(command(loseAgent, agentId, { lastPing: lastPing?.toISOString() ?? null, liveClaims }));
      for (const { id, claim } of mine) await this.#send(command(expireClaim, id, { term: claim.term, cause: 'agent_lost' }));
    }
  }

  async #runners(claimed: readonly Claimed[]): Promise<void> {
    const runners = new Set(claimed.flatMap(({ claim }) => (claim.runnerId === null ? [] : [claim.runnerId])));
    for (const runnerId of runners) {
      if (await this.#deps.leases.isHeld(runnerLease(runnerId))) continue;
      for (const { id, claim } of claimed)
        if (claim.runnerId === runnerId) await this.#send(command(expireClaim, id, { term: claim.term, cause: 'runner_restarted' }));
    }
  }

  async #attempts(said: readonly AgentPresence[], claimed: readonly Claimed[], since: Date): Promise<void> {
    const { clock, startTimeoutMs, stopTimeoutMs } = this.#deps;
    const now = clock.now().getTime();
    const prepared = new Set(said.flatMap((of) => of.tasks.map(({ taskId, term }) => `${taskId}.${term}`)));
    for (const { id, state, claim, ttlSeconds, stoppingSince } of claimed) {
      const claimedFor = now - Math.max(claim.claimedAt.getTime(), since.getTime());
      if (state === 'pending' && claim.agentId !== null && claimedFor > startTimeoutMs && !prepared.has(`${id}.${claim.term}`))
        await this.#send(command(expireClaim, id, { term: claim.term, cause: 'not_started_in_time' }));
      if (state === 'running' && ttlSeconds > 0 && claim.startedAt && now - claim.startedAt.getTime() > ttlSeconds * 1000)
        await this.#send(command(stopByTtl, id, {}));
      if (state === 'stopping' && stoppingSince && now - stoppingSince.getTime() > stopTimeoutMs)
        await this.#send(command(forceStop, id, { timeoutMs: Math.floor(stopTimeoutMs) }));
    }
  }

  async #send(next: AnyCommand): Promise<void> {
    const commandId = this.#deps.ids.next();
    const origin = { actor: system('monitor'), commandId, correlationId: commandId, causationId: null };
    await this.#deps.bus.execute(next, origin).catch(this.#deps.onFailure);
  }
}
