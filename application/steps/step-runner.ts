import { merge, Subject, type Subscription } from 'rxjs';
import { system } from '../../domain/kernel/event.ts';
import { naturalId } from '../../domain/kernel/ids.ts';
import { claimTask } from '../../domain/task/claim.ts';
import type { LiveBoard } from '../dispatch/live-board.ts';
import { runnerLease } from '../dispatch/runner-lease.ts';
import { Rounds } from '../log/rounds.ts';
import { command, originAfter, type AnyCommand, type Cause, type CommandBus, type Outcome } from '../pipeline/command.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Ids } from '../ports/ids.ts';
import type { Lease, Leases } from '../ports/leases.ts';
import type { Service } from '../ports/service.ts';
import type { Step } from './step.ts';
import { StepAttempt } from './step-attempt.ts';

export interface StepRunnerDeps {
  readonly live: LiveBoard;
  readonly store: EventStore;
  readonly bus: CommandBus;
  readonly blobs: Blobs;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly steps: readonly Step[];
  readonly concurrency: number;
  readonly onFailure: (error: unknown) => void;
}

/** Pause after claiming: the board may show a step that another has claimed for a moment. */
const pauseMs = 20;
/** A lease that could not be had is asked for again. */
const idleMs = 1000;

/**
 * Claims and executes built-in steps. Its claims live by its lease: when the program dies, the lease is free at once, the monitor
 * releases them, and another runner (or the next start) begins them again under a new term.
 */
export class StepRunner implements Service {
  readonly name = 'step runner';
  readonly #deps: StepRunnerDeps;
  readonly #attempts = new Map<string, StepAttempt>();
  readonly #freed = new Subject<void>();
  readonly #rounds: Rounds;
  #triggers: Subscription | null = null;
  #runnerId = '';
  #lease: Lease | null = null;

  constructor(deps: StepRunnerDeps) {
    this.#deps = deps;
    const { clock, onFailure } = deps;
    this.#rounds = new Rounds({ clock, everyMs: idleMs, round: (signal) => this.#round(signal), onFailure });
  }

  async start(): Promise<void> {
    await this.#acquire();
    this.#triggers = merge(this.#deps.live.changes, this.#freed).subscribe(() => this.#rounds.ring());
    this.#rounds.start();
  }

  /** Hands back what is under way: a step can be begun again. */
  async stop(): Promise<void> {
    this.#triggers?.unsubscribe();
    await this.#rounds.stop();
    await Promise.all([...this.#attempts.values()].map((attempt) => attempt.handBack()));
    await this.#lease?.release();
    this.#lease = null;
  }

  async #round(signal: AbortSignal): Promise<void> {
    if (!this.#lease) await this.#acquire();
    if (this.#lease && this.#look()) await this.#deps.clock.wait(pauseMs, signal);
  }

  /** Every lease is of a runner of its own, so that nobody takes the claims of the last one for alive. */
  async #acquire(): Promise<void> {
    const { leases, ids } = this.#deps;
    this.#runnerId = ids.next();
    this.#lease = await leases.tryAcquire(runnerLease(this.#runnerId), () => this.#abandon());
  }

  #abandon(): void {
    this.#lease = null;
    for (const attempt of this.#attempts.values()) attempt.abort();
    this.#rounds.ring();
  }

  /** Passes stops on, and takes what waits; true when there was anything to take. */
  #look(): boolean {
    const { live, concurrency, steps } = this.#deps;
    for (const [id, attempt] of this.#attempts) if (live.board.task(id)?.state === 'stopping') attempt.stopRequested();
    const waiting = live.board.waitingSteps().flatMap(({ id, step: name }) => {
      const step = steps.find((known) => known.name === name);
      return step && !this.#attempts.has(id) ? [{ id, step }] : [];
    });
    const taken = waiting.slice(0, concurrency - this.#attempts.size);
    for (const { id, step } of taken) this.#attempt(id, step);
    return taken.length > 0;
  }

  #attempt(taskId: string, step: Step): void {
    const { store, blobs, clock, ids, live, onFailure } = this.#deps;
    const attempt = new StepAttempt(step, taskId, { store, blobs, clock, send: (...what) => this.#send(...what) });
    this.#attempts.set(taskId, attempt);
    const claim = command(claimTask, taskId, { agentId: null, runnerId: this.#runnerId, gpuId: null });
    void attempt
      .run(claim, ids.next(), live.causeOf(taskId), (events) => live.ahead(events))
      .catch(onFailure)
      .finally(() => {
        this.#attempts.delete(taskId);
        this.#freed.next();
      });
  }

  #send(next: AnyCommand, name: string, cause: Cause | null): Promise<Outcome> {
    const commandId = naturalId('step', next.decision.name, next.id, name);
    return this.#deps.bus.execute(next, originAfter(cause, system(this.name), commandId));
  }
}
