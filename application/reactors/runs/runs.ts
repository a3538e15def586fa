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
  finishedAt: Date | null;
  /** A stop was asked for: nothing is queued any more, until a task is restarted. */
  stopping: boolean;
}

/** Events of a process that tell of one of its runs. */
export type RunEvent = Extract<ProcessEvent, { type: 'ProcessStopRequested' | 'ProcessFinished' | 'ProcessReopened' }>;
type Event = Recorded<RunEvent> | Recorded<TaskEvent>;

/** The read side is too far behind to begin a run's board from it; the page is tried again. */
export class RunNotReadable extends Error {
  constructor(position: bigint) {
    super(`The read models have not reached position ${position} yet.`);
    this.name = 'RunNotReadable';
  }
}

/**
 * Runs by process, kept in memory and folded forward with each event; one that is not there is read from the read models, which
 * hold at least everything up to the event at hand. Events that were in the rows already change nothing.
 */
export class Runs {
  readonly #look: RunsLook;
  readonly #readSide: ReadSide;
  readonly #kept: number;
  readonly #runs = new Map<string, Run>();
  readonly #processes = new Map<string, string>();

  /** `kept`: number of runs from which on finished ones are forgotten. Runs at work stay, as they are needed again soon. */
  constructor(look: RunsLook, readSide: ReadSide, kept = 200) {
    this.#look = look;
    this.#readSide = readSide;
    this.#kept = kept;
  }

  begin({ stream, data }: Recorded<ProcessEvent & { type: 'ProcessStarted' | 'ProcessRetried' }>): Run {
    const processId = stream.slice('process-'.length);
    const known = this.#runs.get(processId);
    if (known && known.number >= data.run) return known;
    return this.#keep({ processId, run: data.run, taskCount: data.taskCount, generation: 0, finishedAt: null, tasks: [] });
  }

  /** The run after this event; null when the event belongs to an earlier run, or its process is gone. */
  async after(event: Event): Promise<Run | null> {
    const run = await this.#find(event);
    if (!run || !isOf(run, event)) return null;
    if (isTaskEvent(event)) {
      if (event.type === 'TaskRestarted') run.stopping = false;
      run.board.apply(event);
    } else foldProcess(run, event);
    return run;
  }

  clear(): void {
    this.#runs.clear();
    this.#processes.clear();
  }

  async #find(event: Event): Promise<Run | null> {
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

  #processOf(event: Event): string | null {
    if (!isTaskEvent(event)) return event.stream.slice('process-'.length);
    return event.type === 'TaskCreated' ? event.data.processId : (this.#processes.get(event.stream) ?? null);
  }

  /** A stop of a run that begins here has stopped all it found; what waits now was restarted since, and may be queued. */
  #keep({ processId, run: number, tasks, ...rest }: RunSnapshot): Run {
    const run: Run = { processId, number, ...rest, stopping: false, board: new RunBoard(tasks) };
    for (const task of tasks) this.#processes.set(`task-${task.id}`, processId);
    this.#runs.set(processId, run);
    if (this.#runs.size > this.#kept) this.#forget();
    return run;
  }

  #forget(): void {
    const oldest = this.#runs.values().find((run) => run.finishedAt !== null);
    if (!oldest) return;
    this.#runs.delete(oldest.processId);
    for (const [stream, processId] of this.#processes) if (processId === oldest.processId) this.#processes.delete(stream);
  }
}

const isTaskEvent = (event: Event): event is Recorded<TaskEvent> => event.stream.startsWith('task-');

function isOf(run: Run, event: Event): boolean {
  if (!isTaskEvent(event) || event.type === 'TaskCreated') return event.data.run === run.number;
  return run.board.knows(event.stream.slice('task-'.length));
}

/** Rows may be ahead of the events: one that tells of an earlier generation is known to them. */
function foldProcess(run: Run, { type, data, time }: Recorded<RunEvent>): void {
  if (type === 'ProcessStopRequested') run.stopping = true;
  if (type === 'ProcessFinished' && data.generation === run.generation) run.finishedAt = time;
  if (type === 'ProcessReopened' && data.generation > run.generation) {
    run.finishedAt = null;
    run.generation = data.generation;
  }
}
