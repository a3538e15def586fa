import type { Recorded } from '../../../domain/kernel/event.ts';
import { taskEvents, type TaskEvent } from '../../../domain/task/events.ts';
import type { AnyCommand } from '../../pipeline/command.ts';
import { inLanes } from '../in-lanes.ts';
import type { Reactor, Send } from '../reactor.ts';
import type { Run, RunEvent, Runs } from '../runs/runs.ts';
import { finishing } from './finish.ts';
import { isStart, type Planner, type Started } from './plan.ts';
import { reopening } from './reopen.ts';
import { toQueue } from './schedule.ts';
import { stopOf } from './stop.ts';

/** Appends under way at once: enough to fill the batches of the log, little enough to leave room for everybody else. */
const width = 64;

type Taken = Started | Recorded<RunEvent> | Recorded<TaskEvent>;

/** Told of a task without changing its state. */
const beside: readonly string[] = ['ArtifactAdded', 'TaskLogUploaded', 'LateReportRefused'];

/**
 * Leads processes from their start to their end.
 *
 *   ProcessStarted, ProcessRetried ─► planner ──► CreateTask per task of the recipe
 *   ProcessStopRequested ───────────► stopper ──► RequestStopTask per task that is not final
 *   TaskCreated, TaskCompleted, … ──► scheduler ► QueueTask for what has no uncompleted parent
 *   any change of a task ───────────► finisher ─► FinishProcess once nothing can go on, ReopenProcess when it does again
 */
export class ProcessManager implements Reactor {
  readonly name = 'process-manager';
  readonly takes: readonly string[] = [
    'ProcessStarted',
    'ProcessRetried',
    'ProcessStopRequested',
    'ProcessFinished',
    'ProcessReopened',
    ...Object.keys(taskEvents).filter((type) => !beside.includes(type)),
  ];
  readonly #runs: Runs;
  readonly #planner: Planner;

  constructor(runs: Runs, planner: Planner) {
    this.#runs = runs;
    this.#planner = planner;
  }

  forget(): void {
    this.#runs.clear();
  }

  async react(page: readonly Recorded[], send: Send): Promise<void> {
    const touched = new Map<string, { readonly run: Run; readonly event: Recorded }>();
    for (const event of page as readonly Taken[]) {
      const run = isStart(event) ? await this.#plan(event, send) : await this.#runs.after(event);
      if (!run) continue;
      if (event.type === 'ProcessStopRequested') await this.#all(await stopOf(run, event.time, this.#planner), event, send);
      await this.#all(toQueue(run, event), event, send);
      await this.#all(reopening(run, event), event, send);
      touched.set(run.processId, { run, event });
    }
    for (const { run, event } of touched.values()) await this.#all(finishing(run), event, send);
  }

  async #plan(event: Started, send: Send): Promise<Run> {
    await this.#all(await this.#planner.creations(event), event, send);
    return this.#runs.begin(event);
  }

  async #all(commands: Iterable<AnyCommand>, cause: Recorded, send: Send): Promise<void> {
    await inLanes(commands, width, (command) => send(command, cause));
  }
}
