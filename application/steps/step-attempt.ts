import type { Recorded } from '../../domain/kernel/event.ts';
import { addArtifact } from '../../domain/task/add-artifact.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import { releaseClaim } from '../../domain/task/release-claim.ts';
import { reportError } from '../../domain/task/report-error.ts';
import { reportCompleted } from '../../domain/task/report-exit.ts';
import { reportStarted } from '../../domain/task/report-started.ts';
import { reportStopped } from '../../domain/task/report-stopped.ts';
import { task, type TaskLife } from '../../domain/task/state.ts';
import { causeOf, command, CommandConflict, type AnyCommand, type Cause, type Outcome } from '../pipeline/command.ts';
import { load } from '../pipeline/load.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import { StoreUnavailable } from '../ports/event-store-errors.ts';
import type { EventStore } from '../ports/event-store.ts';
import { artifactKey, logKey } from '../tasks/blob-keys.ts';
import type { Step, StepRun } from './step.ts';

export interface StepAttemptDeps {
  readonly store: EventStore;
  readonly blobs: Blobs;
  readonly clock: Clock;
  /** The name makes the command's id: the same name is the same command. */
  readonly send: (command: AnyCommand, name: string, cause: Cause | null) => Promise<Outcome>;
}

type End = 'completed' | 'stopped' | 'handed back' | 'abandoned' | { readonly failed: string };

const againMs = 1000;

const isPassing = (error: unknown): boolean => error instanceof StoreUnavailable || error instanceof CommandConflict;

/** One claim of a step, from the claim itself to the report of its end: log first, report last. */
export class StepAttempt {
  readonly #step: Step;
  readonly #taskId: string;
  readonly #deps: StepAttemptDeps;
  readonly #abort = new AbortController();
  /** Nothing is waited for any more: the program ends, or the claim is not ours. */
  readonly #leave = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  readonly #lines: string[] = [];
  #wanted: End = 'completed';
  /** The event by which the step waits, then its claim. */
  #cause: Cause | null = null;

  constructor(step: Step, taskId: string, deps: StepAttemptDeps) {
    this.#step = step;
    this.#taskId = taskId;
    this.#deps = deps;
  }

  /** `claimed` gets what claiming appended; nothing when another was faster. */
  async run(claim: AnyCommand, name: string, cause: Promise<Cause | null>, claimed: (events: readonly Recorded[]) => void): Promise<void> {
    try {
      this.#cause = await cause;
      const { events } = await this.#send(claim, name);
      claimed(events);
      const given = (events as readonly Recorded<TaskEvent>[]).find((event) => event.type === 'TaskClaimed');
      if (given?.type !== 'TaskClaimed') return;
      this.#cause = causeOf(given);
      await this.#work(given.data.term);
    } finally {
      this.#ended.resolve();
    }
  }

  stopRequested(): void {
    this.#end('stopped');
  }

  /** The program ends: the claim goes back, so that the step begins again elsewhere. */
  handBack(): Promise<void> {
    this.#end('handed back');
    this.#leave.abort();
    return this.#ended.promise;
  }

  /** The claim is not ours any more: nothing is reported. */
  abort(): void {
    this.#end('abandoned');
    this.#leave.abort();
  }

  #end(wanted: End): void {
    if (this.#abort.signal.aborted) return;
    this.#wanted = wanted;
    this.#abort.abort();
  }

  async #work(term: number): Promise<void> {
    await this.#report(command(reportStarted, this.#taskId, { term }), term);
    const { state } = await load<TaskLife>(this.#deps.store, task, this.#taskId);
    if (state.created) await this.#finish(state, term, await this.#outcome(state.created, term));
  }

  /** How the step ended: a message when it failed by itself. A store that is away fails no step: it is begun again. */
  async #outcome(created: StepRun['task'], term: number): Promise<End> {
    const run: StepRun = {
      task: created,
      term,
      signal: this.#abort.signal,
      log: (line) => void this.#lines.push(line),
      send: (next, name) => this.#send(next, `${this.#taskId} ${term} ${name}`),
      artifact: (path, content, contentType) => this.#artifact(term, path, content, contentType),
    };
    try {
      await this.#step.run(run);
      return 'completed';
    } catch (error) {
      if (this.#abort.signal.aborted) return this.#wanted;
      return isPassing(error) ? 'handed back' : { failed: (error as Error).message };
    }
  }

  async #finish(state: TaskLife, term: number, end: End): Promise<void> {
    if (end === 'abandoned') return;
    if (end === 'handed back') return this.#report(command(releaseClaim, this.#taskId, { term, cause: 'runner_restarted' }), term);
    if (typeof end !== 'string') this.#lines.push(end.failed);
    const logBytes = await this.#closeLog(state);
    if (end === 'completed') await this.#report(command(reportCompleted, this.#taskId, { term, exitCode: 0, logBytes }), term);
    else if (end === 'stopped') await this.#report(command(reportStopped, this.#taskId, { term, logBytes }), term);
    else await this.#report(command(reportError, this.#taskId, { term, cause: 'step_error', detail: end.failed, logBytes }), term);
  }

  async #report(next: AnyCommand, term: number): Promise<void> {
    await this.#send(next, String(term));
  }

  async #artifact(term: number, path: string, content: string | Uint8Array, contentType: string): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    await this.#deps.blobs.put({ bucket: 'ponos-artifacts', key: artifactKey(this.#taskId, path) }, bytes);
    await this.#send(command(addArtifact, this.#taskId, { path, size: bytes.length, contentType, term }), `${term} ${path}`);
  }

  async #closeLog(state: TaskLife): Promise<number> {
    const text = Buffer.from(this.#lines.map((line) => `${line}\n`).join(''));
    await this.#deps.blobs.put({ bucket: 'ponos-logs', key: logKey(this.#taskId, state.attempt) }, text);
    return text.length;
  }

  /** Sends until it has taken effect: a claim or a report that got lost would leave the task to nobody. */
  async #send(next: AnyCommand, name: string): Promise<Outcome> {
    for (;;) {
      try {
        return await this.#deps.send(next, name, this.#cause);
      } catch (error) {
        if (!isPassing(error) || this.#leave.signal.aborted) throw error;
        await this.#deps.clock.wait(againMs, this.#leave.signal);
      }
    }
  }
}
