import { asyncScheduler, filter, merge, Subject, throttleTime, type Subscription } from 'rxjs';
import { system } from '../../domain/kernel/event.ts';
import { naturalId } from '../../domain/kernel/ids.ts';
import { claimTask } from '../../domain/task/claim.ts';
import { command, type AnyCommand, type CommandBus, type Outcome } from '../pipeline/command.ts';
import type { LiveBoard } from '../dispatch/live-board.ts';
import { runnerLease } from '../dispatch/runner-lease.ts';
import type { Blobs } from '../ports/blobs.ts';
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
  readonly ids: Ids;
  readonly steps: readonly Step[];
  readonly concurrency: number;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Claims and executes built-in steps. Its claims live by its lease: when the program dies, the lease is free at once, the monitor
 * releases them, and another runner (or the next start) begins them again under a new term.
 */
export class StepRunner implements Service {
  readonly name = 'step runner';
  readonly #deps: StepRunnerDeps;
  readonly #attempts = new Map<string, StepAttempt>();
  readonly #freed = new Subject<void>();
  #runnerId = '';
  #lease: Lease | null = null;
  #rounds: Subscription | null = null;

  constructor(deps: StepRunnerDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const { leases, live, ids } = this.#deps;
    this.#runnerId = ids.next();
    this.#lease = await leases.tryAcquire(runnerLease(this.#runnerId), () => this.#abandon());
    this.#rounds = merge(live.changes, this.#freed)
      .pipe(
        throttleTime(20, asyncScheduler, { leading: true, trailing: true }),
        filter(() => this.#lease !== null),
      )
      .subscribe(() => this.#look());
    this.#freed.next();
  }

  /** Hands back what is under way: a step can be begun again. */
  async stop(): Promise<void> {
    this.#rounds?.unsubscribe();
    await Promise.all([...this.#attempts.values()].map((attempt) => attempt.handBack()));
    await this.#lease?.release();
    this.#lease = null;
  }

  #abandon(): void {
    this.#lease = null;
    for (const attempt of this.#attempts.values()) attempt.abort();
    void this.start().catch(this.#deps.onFailure);
  }

  #look(): void {
    const { live, concurrency, steps } = this.#deps;
    for (const [id, attempt] of this.#attempts) if (live.board.task(id)?.state === 'stopping') attempt.stopRequested();
    const waiting = live.board.waitingSteps().filter(({ id }) => !this.#attempts.has(id));
    for (const { id, step: name } of waiting.slice(0, concurrency - this.#attempts.size)) {
      const step = steps.find((known) => known.name === name);
      if (step) this.#attempt(id, step);
    }
  }

  #attempt(taskId: string, step: Step): void {
    const { store, blobs } = this.#deps;
    const attempt = new StepAttempt(step, taskId, { store, blobs, send: (next, name) => this.#send(next, name) });
    this.#attempts.set(taskId, attempt);
    const claim = command(claimTask, taskId, { agentId: null, runnerId: this.#runnerId, gpuId: null });
    void this.#send(claim, this.#deps.ids.next())
      .then(({ events }) => {
        this.#deps.live.ahead(events);
        return attempt.run(events);
      })
      .catch(this.#deps.onFailure)
      .finally(() => {
        this.#attempts.delete(taskId);
        this.#freed.next();
      });
  }

  /** The name makes the command's id: the same name is the same command. */
  #send(next: AnyCommand, name: string): Promise<Outcome> {
    const commandId = naturalId('step', next.decision.name, next.id, name);
    return this.#deps.bus.execute(next, { actor: system(this.name), commandId, correlationId: commandId, causationId: null });
  }
}
