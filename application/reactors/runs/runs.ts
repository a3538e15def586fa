import type { Recorded } from '../../../domain/kernel/event.ts';
import type { ProcessEvent } from '../../../domain/process/events.ts';
import type { TaskEvent } from '../../../domain/task/events.ts';
import type { RunsLook, RunSnapshot } from '../../ports/look/runs.ts';
import type { ReadSide } from '../../ports/read-side.ts';
import { RunBoard } from './run-board.ts';

/** The last run of one process, as far as its events were folded in. */
export interface Run {
  readonly processId: string;
  readonly number: number;
  readonly taskCount: number;
  readonly board: RunBoard;
  generation: number;
  finished: boolean;
  /** Nothing is queued any more, until a task is restarted. */
  stopping: boolean;
}

/** The read side is too far behind to begin a run's board from it; the page is tried again. */
export class RunNotReadable extends Error {
  constructor(position: bigint) {
    super(`The read models have not reached position ${position} yet.`);
    this.name = 'RunNotReadable';
  }
}

const kept = 200;

/**
 * Runs by process, kept in memory and folded forward with each event; one that is not there is read from the read models, which
 * hold at least everything up to the event at hand. Events that were in the rows already change nothing.
 */
export class Runs {
  readonly #look: RunsLook;
  readonly #readSide: ReadSide;
  readonly #runs = new Map<string, Run>();
  readonly #processes = new Map<string, string>();

  constructor(look: RunsLook, readSide: ReadSide) {
    this.#look = look;
    this.#readSide = readSide;
  }

  begin({ stream, data }: Recorded<ProcessEvent & { type: 'ProcessStarted' | 'ProcessRetried' }>): Run {
    const processId = stream.slice('process-'.length);
    const known = this.#runs.get(processId);
    if (known && known.number >= data.run) return known;
    return this.#keep({
      processId,
      run: data.run,
      taskCount: data.taskCount,
      generation: 0,
      finished: false,
      stopRequested: false,
      tasks: [],
    });
  }

  /** The run after this event; null when the event belongs to an earlier run, or its process is gone. */
  async after(event: Recorded<ProcessEvent> | Recorded<TaskEvent>): Promise<Run | null> {
    const run = await this.#find(event);
    if (!run) return null;
    if (isTaskEvent(event)) {
      if (event.type === 'TaskCreated' && event.data.run !== run.number) return null;
      if (event.type === 'TaskRestarted') run.stopping = false;
      run.board.apply(event);
    } else foldProcess(run, event);
    return run;
  }

  async #find(event: Recorded<ProcessEvent> | Recorded<TaskEvent>): Promise<Run | null> {
    const known = this.#processOf(event);
    const run = known === null ? undefined : this.#runs.get(known);
    if (run) {
      if (isTaskEvent(event)) this.#processes.set(event.stream, run.processId);
      return run;
    }
    if (!(await this.#readSide.waitFor(event.position, 5000))) throw new RunNotReadable(event.position);
    const processId = known ?? (await this.#look.processOfTask(event.stream.slice('task-'.length)));
    const snapshot = processId === null ? null : await this.#look.lastRun(processId);
    return snapshot && this.#keep(snapshot);
  }

  #processOf(event: Recorded<ProcessEvent> | Recorded<TaskEvent>): string | null {
    if (!isTaskEvent(event)) return event.stream.slice('process-'.length);
    return event.type === 'TaskCreated' ? event.data.processId : (this.#processes.get(event.stream) ?? null);
  }

  #keep(snapshot: RunSnapshot): Run {
    const { processId, run: number, taskCount, generation, finished, stopRequested: stopping, tasks } = snapshot;
    const run: Run = { processId, number, taskCount, generation, finished, stopping, board: new RunBoard(tasks) };
    for (const task of tasks) this.#processes.set(`task-${task.id}`, processId);
    this.#runs.set(processId, run);
    if (this.#runs.size > kept) this.#forget();
    return run;
  }

  /** Finished runs go first: what is still at work is needed again soon. */
  #forget(): void {
    const [oldest] = [...this.#runs.values()].filter((run) => run.finished).concat([...this.#runs.values()]);
    if (!oldest) return;
    this.#runs.delete(oldest.processId);
    for (const [stream, processId] of this.#processes) if (processId === oldest.processId) this.#processes.delete(stream);
  }
}

const isTaskEvent = (event: Recorded<ProcessEvent> | Recorded<TaskEvent>): event is Recorded<TaskEvent> => event.stream.startsWith('task-');

function foldProcess(run: Run, event: ProcessEvent): void {
  if (event.type === 'ProcessStopRequested') run.stopping = event.data.run === run.number || run.stopping;
  if (event.type === 'ProcessFinished') run.finished = event.data.run === run.number;
  if (event.type === 'ProcessReopened' && event.data.run === run.number) {
    run.finished = false;
    run.generation = event.data.generation;
  }
}
