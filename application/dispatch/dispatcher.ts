import { asyncScheduler, concatMap, merge, Subject, throttleTime, type Observable, type Subscription } from 'rxjs';
import { place, type Assignment } from '../../domain/policies/dispatch/place.ts';
import type { Limits } from '../../domain/policies/dispatch/snapshot.ts';
import { system } from '../../domain/kernel/event.ts';
import { claimTask } from '../../domain/task/claim.ts';
import { command, type CommandBus } from '../pipeline/command.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Presence } from '../ports/presence.ts';
import type { Service } from '../ports/service.ts';
import { inFlight } from '../reactors/in-flight.ts';
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

/** Pause between rounds under load; when idle a round follows a change at once. */
const roundMs = 50;

/**
 * Gives waiting tasks to agents. One leads at a time, though nothing depends on it: a claim is one append to the task's stream, so
 * two dispatchers collide there, and a claim that was given on an old view is handed back by its agent.
 */
export class Dispatcher implements Service {
  readonly name = 'dispatcher';
  readonly #deps: DispatcherDeps;
  readonly #again = new Subject<void>();
  #rounds: Subscription | null = null;
  #round: Promise<void> = Promise.resolve();

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const triggers = merge(this.#deps.live.changes, this.#deps.polls, this.#again);
    this.#rounds = triggers
      .pipe(
        throttleTime(roundMs, asyncScheduler, { leading: true, trailing: true }),
        concatMap(() => (this.#round = this.#place())),
      )
      .subscribe();
    this.#again.next();
  }

  async stop(): Promise<void> {
    this.#rounds?.unsubscribe();
    await this.#round;
  }

  async #place(): Promise<void> {
    const { live, presence, clock, limits, onFailure } = this.#deps;
    if (!live.board.hasWaiting) return;
    try {
      const said = await presence.all();
      const { assignments } = place(live.board.snapshot(said, limits, clock.now()));
      await inFlight(assignments, 32, (assignment) => this.#claim(assignment));
    } catch (error) {
      onFailure(error);
    }
  }

  async #claim({ taskId, agentId, gpuId }: Assignment): Promise<void> {
    const { bus, ids, live } = this.#deps;
    const commandId = ids.next();
    const { events } = await bus.execute(command(claimTask, taskId, { agentId, runnerId: null, gpuId }), {
      actor: system('dispatcher'),
      commandId,
      correlationId: commandId,
      causationId: null,
    });
    for (const event of events) live.board.applyNext(event);
  }
}
