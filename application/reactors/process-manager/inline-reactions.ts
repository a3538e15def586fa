import type { Recorded } from '../../../domain/kernel/event.ts';
import type { ProcessEvent } from '../../../domain/process/events.ts';
import { reopenProcess } from '../../../domain/process/reopen.ts';
import { queueTask } from '../../../domain/task/queue.ts';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import type { TaskCreated, TaskEvent } from '../../../domain/task/events.ts';
import { task, type TaskLife } from '../../../domain/task/state.ts';
import { command, type AnyCommand, type CommandBus, type Origin, type Outcome } from '../../pipeline/command.ts';
import { load } from '../../pipeline/load.ts';
import type { EventStore } from '../../ports/event-store.ts';
import { inLanes } from '../in-lanes.ts';
import type { Send } from '../reactor.ts';
import { sendAs } from '../send.ts';
import { isStart, processOf, type Planner, type Started } from './plan.ts';

/** Larger graphs appear within seconds after the answer, by the reactor. */
const most = 200;
const width = 32;

type Stopped = Recorded<ProcessEvent & { type: 'ProcessStopRequested' }>;
type Resumed = Recorded<TaskEvent & { type: 'TaskRestarted' | 'LateReportAdopted' }>;

/**
 * A command bus whose starts, stops and restarts show their consequence at once: it carries out what the process manager would do next,
 * with the same derived command ids, so that the reactor finds it done. What fails here is left to the reactor: the start has happened.
 */
export class InlineReactions implements CommandBus {
  readonly #bus: CommandBus;
  readonly #planner: Planner;
  readonly #store: EventStore;
  readonly #send: Send;
  readonly #onFailure: (error: unknown) => void;

  constructor(bus: CommandBus, planner: Planner, store: EventStore, onFailure: (error: unknown) => void) {
    this.#bus = bus;
    this.#planner = planner;
    this.#store = store;
    this.#send = sendAs('process-manager', bus);
    this.#onFailure = onFailure;
  }

  async execute(asked: AnyCommand, origin: Origin): Promise<Outcome> {
    const outcome = await this.#bus.execute(asked, origin);
    const followUps: Recorded[] = [];
    try {
      for (const event of outcome.events) {
        if (isStart(event) && event.data.taskCount <= most) await this.#start(event, followUps);
        if (event.type === 'ProcessStopRequested') await this.#stop(event as Stopped, followUps);
        if (event.type === 'TaskRestarted' || event.type === 'LateReportAdopted') await this.#reopen(event as Resumed, followUps);
      }
    } catch (error) {
      this.#onFailure(error);
    }
    const events = [...outcome.events, ...followUps.sort((a, b) => (a.position < b.position ? -1 : 1))];
    return { ...outcome, events, position: events.at(-1)?.position ?? outcome.position };
  }

  async #start(event: Started, followUps: Recorded[]): Promise<void> {
    const created = await this.#all(await this.#planner.creations(event), event, followUps);
    const roots = created.filter((made) => made.type === 'TaskCreated' && (made.data as TaskCreated).parents.length === 0);
    for (const root of roots) await this.#all([command(queueTask, (root.data as TaskCreated).taskId, {})], root, followUps);
  }

  async #stop(event: Stopped, followUps: Recorded[]): Promise<void> {
    const ids = await this.#planner.plannedIds(processOf(event), event.data.run, most);
    await this.#all(
      ids.map((id) => command(requestStopTask, id, { cause: 'process', requestedAt: event.time })),
      event,
      followUps,
    );
  }

  /** Not when the task has gone on since: then this is the answer to a repeated request, and the process may have finished again. */
  async #reopen(event: Resumed, followUps: Recorded[]): Promise<void> {
    const { state, events } = await load<TaskLife>(this.#store, task, event.stream.slice('task-'.length));
    if (!state.created || events.at(-1)?.metadata.commandId !== event.metadata.commandId) return;
    const { taskId, processId, run } = state.created;
    await this.#all([command(reopenProcess, processId, { run, taskId })], event, followUps);
  }

  async #all(commands: Iterable<AnyCommand>, cause: Recorded, followUps: Recorded[]): Promise<readonly Recorded[]> {
    const appended: Recorded[] = [];
    await inLanes(commands, width, async (next) => appended.push(...(await this.#send(next, cause)).events));
    followUps.push(...appended);
    return appended;
  }
}
