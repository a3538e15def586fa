import { merge, type Observable, type Subscription } from 'rxjs';
import { place, type Assignment } from '../../domain/policies/dispatch/place.ts';
import type { Limits } from '../../domain/policies/dispatch/snapshot.ts';
import { system } from '../../domain/kernel/event.ts';
import { claimTask } from '../../domain/task/claim.ts';
import { Rounds } from '../log/rounds.ts';
import { command, originAfter, type CommandBus } from '../pipeline/command.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Presence } from '../ports/presence.ts';
import type { Service } from '../ports/service.ts';
import { inLanes } from '../reactors/in-lanes.ts';
import type { LiveBoard } from './live-board.ts';

export interface DispatcherDeps {
  readonly live: LiveBoard;
  readonly presence: Presence;
  readonly bus: CommandBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: Limits;
  /** An agent polled: it may have come, or its loads may have changed. */
  readonly polls: Observable<unknown>;
  readonly onFailure: (error: unknown) => void;
}

/** Pause between rounds while tasks wait; when none does, a round follows a change at once. */
const roundMs = 50;
/** A round without a change: what failed is tried again, and what has waited too long keeps a machine. */
const idleMs = 1000;

/**
 * Gives waiting tasks to agents. One leads at a time, though nothing depends on it: a claim is one append to the task's stream, so
 * two dispatchers collide there, and a claim that was given on an old view is handed back by its agent.
 *
 *   round ──(tasks wait)──► pause 50 ms ──► sleep until a change, or 1 s ──► round      (a change during a round or a pause counts)
 */
export class Dispatcher implements Service {
  readonly name = 'dispatcher';
  readonly #deps: DispatcherDeps;
  readonly #rounds: Rounds;
  #triggers: Subscription | null = null;

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
    const { clock, onFailure } = deps;
    this.#rounds = new Rounds({ clock, everyMs: idleMs, round: (signal) => this.#round(signal), onFailure });
  }

  async start(): Promise<void> {
    this.#triggers = merge(this.#deps.live.changes, this.#deps.polls).subscribe(() => this.#rounds.ring());
    this.#rounds.start();
  }

  stop(): Promise<void> {
    this.#triggers?.unsubscribe();
    return this.#rounds.stop();
  }

  async #round(signal: AbortSignal): Promise<void> {
    const { live, clock, onFailure } = this.#deps;
    if (!live.board.hasWaiting) return;
    await this.#place().catch(onFailure);
    await clock.wait(roundMs, signal);
  }

  async #place(): Promise<void> {
    const { live, presence, clock, limits } = this.#deps;
    const said = await presence.all();
    const { assignments } = place(live.board.snapshot(said, limits, clock.now()));
    await inLanes(assignments, 32, (assignment) => this.#claim(assignment));
  }

  async #claim({ taskId, agentId, gpuId }: Assignment): Promise<void> {
    const { bus, ids, live } = this.#deps;
    const origin = originAfter(await live.causeOf(taskId), system(this.name), ids.next());
    const { events } = await bus.execute(command(claimTask, taskId, { agentId, runnerId: null, gpuId }), origin);
    live.ahead(events);
  }
}
