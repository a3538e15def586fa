import type { Recorded } from '../../domain/kernel/event.ts';
import { addArtifact } from '../../domain/task/add-artifact.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import { releaseClaim } from '../../domain/task/release-claim.ts';
import { reportError } from '../../domain/task/report-error.ts';
import { reportCompleted } from '../../domain/task/report-exit.ts';
import { reportStarted } from '../../domain/task/report-started.ts';
import { reportStopped } from '../../domain/task/report-stopped.ts';
import { task, type TaskLife } from '../../domain/task/state.ts';
import { command, type AnyCommand, type Outcome } from '../pipeline/command.ts';
import { load } from '../pipeline/load.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { EventStore } from '../ports/event-store.ts';
import { artifactKey, logKey } from '../tasks/blob-keys.ts';
import type { Step, StepRun } from './step.ts';

export interface StepAttemptDeps {
  readonly store: EventStore;
  readonly blobs: Blobs;
  readonly send: (command: AnyCommand, name: string) => Promise<Outcome>;
}

type End = 'completed' | 'stopped' | 'handed back' | 'abandoned';

/** One claim of a step, from its start to the report of its end: log first, report last. */
export class StepAttempt {
  readonly #step: Step;
  readonly #taskId: string;
  readonly #deps: StepAttemptDeps;
  readonly #abort = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  readonly #lines: string[] = [];
  #wanted: End = 'completed';

  constructor(step: Step, taskId: string, deps: StepAttemptDeps) {
    this.#step = step;
    this.#taskId = taskId;
    this.#deps = deps;
  }

  /** `claimed`: what claiming appended; nothing when another was faster. */
  async run(claimed: readonly Recorded[]): Promise<void> {
    try {
      const claim = (claimed as readonly Recorded<TaskEvent>[]).find((event) => event.type === 'TaskClaimed');
      if (claim?.type === 'TaskClaimed') await this.#work(claim.data.term);
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
    return this.#ended.promise;
  }

  /** The claim is not ours any more: nothing is reported. */
  abort(): void {
    this.#end('abandoned');
  }

  #end(wanted: End): void {
    if (this.#abort.signal.aborted) return;
    this.#wanted = wanted;
    this.#abort.abort(new Error(`The step was ${wanted}.`));
  }

  async #work(term: number): Promise<void> {
    const { state } = await load<TaskLife>(this.#deps.store, task, this.#taskId);
    if (!state.created) return;
    await this.#report(command(reportStarted, this.#taskId, { term }), term);
    const run: StepRun = {
      task: state.created,
      term,
      signal: this.#abort.signal,
      log: (line) => void this.#lines.push(line),
      send: (next, name) => this.#deps.send(next, `${this.#taskId} ${term} ${name}`),
      artifact: (path, content, contentType) => this.#artifact(term, path, content, contentType),
    };
    try {
      await this.#step.run(run);
      await this.#finish(state, term, 'completed');
    } catch (error) {
      if (this.#abort.signal.aborted) await this.#finish(state, term, this.#wanted);
      else await this.#fail(state, term, (error as Error).message);
    }
  }

  async #finish(state: TaskLife, term: number, end: End): Promise<void> {
    if (end === 'abandoned') return;
    if (end === 'handed back') return this.#report(command(releaseClaim, this.#taskId, { term, cause: 'runner_restarted' }), term);
    const logBytes = await this.#closeLog(state);
    const next =
      end === 'completed'
        ? command(reportCompleted, this.#taskId, { term, exitCode: 0, logBytes })
        : command(reportStopped, this.#taskId, { term, logBytes });
    await this.#report(next, term);
  }

  async #fail(state: TaskLife, term: number, detail: string): Promise<void> {
    this.#lines.push(detail);
    const logBytes = await this.#closeLog(state);
    await this.#report(command(reportError, this.#taskId, { term, cause: 'step_error', detail, logBytes }), term);
  }

  async #report(next: AnyCommand, term: number): Promise<void> {
    await this.#deps.send(next, String(term));
  }

  async #artifact(term: number, path: string, content: string | Uint8Array, contentType: string): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    await this.#deps.blobs.put({ bucket: 'ponos-artifacts', key: artifactKey(this.#taskId, path) }, bytes);
    await this.#deps.send(command(addArtifact, this.#taskId, { path, size: bytes.length, contentType, term }), `${term} ${path}`);
  }

  async #closeLog(state: TaskLife): Promise<number> {
    const text = Buffer.from(this.#lines.map((line) => `${line}\n`).join(''));
    await this.#deps.blobs.put({ bucket: 'ponos-logs', key: logKey(this.#taskId, state.attempt) }, text);
    return text.length;
  }
}
