import { Subject, type Observable } from 'rxjs';
import type { Recorded } from '../../domain/kernel/event.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import type { Cause } from '../pipeline/command.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore, LogPage } from '../ports/event-store.ts';
import type { DispatchLook, OpenTask } from '../ports/look/dispatch.ts';
import type { ReadSide } from '../ports/read-side.ts';
import type { Service } from '../ports/service.ts';
import { follow } from '../reactors/follow.ts';
import { DispatchBoard } from './board.ts';
import { openTaskOf } from './open-task.ts';

export interface LiveBoardDeps {
  readonly store: EventStore;
  readonly look: DispatchLook;
  readonly readSide: ReadSide;
  readonly clock: Clock;
  /** The log could not be followed; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** The dispatch board of this program: begun from the read models, then kept by following the log. Every program has its own. */
export class LiveBoard implements Service {
  readonly name = 'dispatch board';
  readonly #deps: LiveBoardDeps;
  readonly #changes = new Subject<void>();
  #stopping = new AbortController();
  #following: Promise<void> = Promise.resolve();
  #board = new DispatchBoard();

  constructor(deps: LiveBoardDeps) {
    this.#deps = deps;
  }

  get board(): DispatchBoard {
    return this.#board;
  }

  /** Something on the board has changed; look at it anew. */
  get changes(): Observable<void> {
    return this.#changes;
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController();
    const { store, look, readSide, clock, onFailure } = this.#deps;
    const after = readSide.applied();
    this.#board = new DispatchBoard(await look.openTasks(), await look.agents());
    const { signal } = this.#stopping;
    this.#following = follow(store, { after, clock, signal, onFailure }, (page) => this.#fold(page));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#following;
  }

  /** Folds in what this program has just appended, ahead of the log: the page that brings it will be no news to anybody. */
  ahead(events: readonly Recorded[]): void {
    if (events.filter((event) => this.#board.applyNext(event)).length > 0) this.#changes.next();
  }

  /** The event by which a waiting task waits; null where nobody can tell, as nothing waits for that. */
  async causeOf(taskId: string): Promise<Cause | null> {
    const seen = this.#board.task(taskId)?.queuedBy;
    return seen ?? (await this.#stream(`task-${taskId}`).catch(() => null))?.queuedBy ?? null;
  }

  async #fold({ events }: LogPage): Promise<void> {
    let changed = false;
    for (const event of events) changed = (await this.#apply(event)) || changed;
    if (changed) this.#changes.next();
  }

  async #apply(event: Recorded): Promise<boolean> {
    const id = event.stream.slice('task-'.length);
    if (event.type !== 'TaskRestarted' || this.#board.task(id)) return this.#board.apply(event);
    const task = await this.#stream(event.stream);
    if (task) this.#board.put(task);
    return task !== null;
  }

  async #stream(name: string): Promise<OpenTask | null> {
    return openTaskOf((await this.#deps.store.readStream(name)) as readonly Recorded<TaskEvent>[]);
  }
}
