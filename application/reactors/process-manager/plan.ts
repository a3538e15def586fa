import type { Recorded } from '../../../domain/kernel/event.ts';
import { expand, type PlannedTask } from '../../../domain/policies/expand.ts';
import { plannedFields, type TaskVersion } from '../../../domain/policies/planned-fields.ts';
import { initialisation } from '../../../domain/policies/recipe.ts';
import type { ProcessEvent } from '../../../domain/process/events.ts';
import { process, type ProcessState } from '../../../domain/process/state.ts';
import { createTask } from '../../../domain/task/create.ts';
import { workerVersion, type WorkerVersionState } from '../../../domain/worker-version/state.ts';
import { command, type AnyCommand } from '../../pipeline/command.ts';
import { load } from '../../pipeline/load.ts';
import type { EventStore } from '../../ports/event-store.ts';

export type Started = Recorded<ProcessEvent & { type: 'ProcessStarted' | 'ProcessRetried' }>;

export const isStart = (event: Recorded): event is Started => event.type === 'ProcessStarted' || event.type === 'ProcessRetried';

const day = 86_400_000;

/**
 * Makes tasks of a start: one creation per task, parents first. Reads only streams whose facts are frozen by then (the process
 * as started, its worker versions), so a planner that starts again makes the same commands.
 */
export class Planner {
  readonly #store: EventStore;
  readonly #expiryDays: number;

  /** `expiryDays`: how long after the start the files of its tasks are kept. */
  constructor(store: EventStore, expiryDays: number) {
    this.#store = store;
    this.#expiryDays = expiryDays;
  }

  /** Each is made when it is asked for: ten thousand at once would hold up everything else in this program. */
  async creations(event: Started): Promise<Iterable<AnyCommand>> {
    const { state } = await load<ProcessState>(this.#store, process, processOf(event));
    const versions = await this.#versions(
      state,
      event.data.nodes.map((node) => node.workerRunId),
    );
    const tasks = this.tasks(event);
    const context = {
      processId: processOf(event),
      corpusId: state.about?.corpusId ?? null,
      start: event.data,
      initialisationId: tasks.find(({ step }) => step === initialisation)?.id ?? null,
      expiry: new Date(event.time.getTime() + this.#expiryDays * day),
    };
    return tasks
      .values()
      .map((task) => command(createTask, task.id, plannedFields(context, task, versions.get(task.workerRunId ?? '') ?? null)));
  }

  tasks(event: Started): readonly PlannedTask[] {
    return expand(processOf(event), event.data);
  }

  /**
   * Ids of the tasks that this run plans, whether they were made already or not; none once a later run was started, and none of a plan
   * of more than `most` tasks.
   */
  async plannedIds(processId: string, run: number, most = Infinity): Promise<readonly string[]> {
    const { start } = (await load<ProcessState>(this.#store, process, processId)).state;
    if (start?.run !== run || start.taskCount > most) return [];
    return expand(processId, start).map((task) => task.id);
  }

  async #versions(state: ProcessState, runIds: readonly (string | null)[]): Promise<ReadonlyMap<string, TaskVersion>> {
    const runs = state.workerRuns.filter((run) => runIds.includes(run.workerRunId));
    const found = await Promise.all(
      runs.map(async (run) => {
        const version = await load<WorkerVersionState>(this.#store, workerVersion, run.workerVersionId);
        return [run.workerRunId, version.state.published] as const;
      }),
    );
    return new Map(found.flatMap(([id, published]) => (published ? [[id, published] as const] : [])));
  }
}

export const processOf = (event: Recorded): string => event.stream.slice('process-'.length);
