import { streamOf } from '../../domain/kernel/decision.ts';
import { system, type Recorded } from '../../domain/kernel/event.ts';
import { naturalId } from '../../domain/kernel/ids.ts';
import { process, type ProcessState } from '../../domain/process/state.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import { recordLateUse } from '../../domain/task/record-late-use.ts';
import { claimOfTerm, task, type TaskLife } from '../../domain/task/state.ts';
import { RecentStreams } from '../log/recent-streams.ts';
import { command, type CommandBus } from '../pipeline/command.ts';
import { evolveAll, load } from '../pipeline/load.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ClaimState, LiveClaims } from '../ports/live-claims.ts';

const kept = 10_000;

/** Answers from the task's own stream: a token counts no longer than the claim, to the event. */
export class StreamedClaims implements LiveClaims {
  readonly #store: EventStore;
  readonly #bus: CommandBus;
  readonly #tasks: RecentStreams;
  readonly #creators = new Map<string, number | null>();

  constructor(store: EventStore, bus: CommandBus) {
    this.#store = store;
    this.#bus = bus;
    this.#tasks = new RecentStreams(store);
  }

  async find(taskId: string, term: number): Promise<ClaimState | null> {
    const events = await this.#tasks.read(streamOf(task, taskId));
    const state = evolveAll<TaskLife>(task, task.initial, events);
    const claim = claimOfTerm(state, term);
    const event = (events as readonly Recorded<TaskEvent>[]).find(({ type, data }) => type === 'TaskClaimed' && data.term === term);
    if (!claim || !event || !state.created) return null;
    const { processId, workerRunId } = state.created;
    const creatorId = await this.#creatorOf(processId);
    return { live: claim.endedAt === null, claimed: event.position, endedAt: claim.endedAt, processId, workerRunId, creatorId };
  }

  async lateUse(taskId: string, term: number, operation: string): Promise<void> {
    const commandId = naturalId('late use', taskId, term);
    const origin = { actor: system(`late ${operation}`), commandId, correlationId: commandId, causationId: null };
    await this.#bus.execute(command(recordLateUse, taskId, { term }), origin);
  }

  /** The creator of a process never changes, so it is read once. */
  async #creatorOf(processId: string): Promise<number | null> {
    const known = this.#creators.get(processId);
    if (known !== undefined) return known;
    const { state } = await load<ProcessState>(this.#store, process, processId);
    const creatorId = state.about?.creatorId ?? null;
    if (this.#creators.size >= kept) this.#creators.clear();
    if (state.about) this.#creators.set(processId, creatorId);
    return creatorId;
  }
}
