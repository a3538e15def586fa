import type { Recorded } from '../../../domain/kernel/event.ts';
import { processEvents, type ProcessEvent } from '../../../domain/process/events.ts';
import { taskEvents, type TaskEvent } from '../../../domain/task/events.ts';
import { inFlight } from '../in-flight.ts';
import type { Reactor, Send } from '../reactor.ts';
import type { Run, Runs } from '../runs/runs.ts';
import { closing } from './finish.ts';
import { isStart, type Planner } from './plan.ts';
import { toQueue } from './schedule.ts';
import { stopOf } from './stop.ts';

/** Appends under way at once: enough to fill the batches of the log, little enough to leave room for everybody else. */
const width = 64;

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
  readonly takes = [...Object.keys(processEvents), ...Object.keys(taskEvents)];
  readonly #runs: Runs;
  readonly #planner: Planner;

  constructor(runs: Runs, planner: Planner) {
    this.#runs = runs;
    this.#planner = planner;
  }

  async react(page: readonly Recorded[], send: Send): Promise<void> {
    const touched = new Map<Run, Recorded>();
    for (const event of page as readonly (Recorded<ProcessEvent> | Recorded<TaskEvent>)[]) {
      const run = isStart(event) ? await this.#plan(event, send) : await this.#runs.after(event);
      if (!run) continue;
      if (event.type === 'ProcessStopRequested') await this.#all(await stopOf(run, this.#planner), event, send);
      await this.#all(toQueue(run, event), event, send);
      if (event.type === 'TaskRestarted') await this.#all(closing(run, event), event, send);
      touched.set(run, event);
    }
    for (const [run, event] of touched) await this.#all(closing(run, event), event, send);
  }

  async #plan(event: Parameters<Planner['creations']>[0], send: Send): Promise<Run> {
    await this.#all(await this.#planner.creations(event), event, send);
    return this.#runs.begin(event);
  }

  #all(commands: readonly Parameters<Send>[0][], cause: Recorded, send: Send): Promise<void> {
    return inFlight(commands, width, (command) => send(command, cause));
  }
}
