import type { Recorded } from '../../../domain/kernel/event.ts';
import type { TaskEvent } from '../../../domain/task/events.ts';
import type { TaskSnapshot } from '../../ports/look/runs.ts';
import { isFinal, type TaskState } from '../../../domain/task/states.ts';

interface Entry extends Pick<TaskSnapshot, 'id' | 'parents'> {
  state: TaskState;
  revision: number;
  readonly children: string[];
  /** Parents that are not completed. */
  waiting: number;
}

const working = new Set<TaskState>(['pending', 'running', 'stopping']);

/**
 * The tasks of one run with their graph, folded from events; a step costs O(children), never O(tasks).
 * Events that a task's row already held are recognised by their revision, so a board may begin at any point of the log.
 */
export class RunBoard {
  readonly #tasks = new Map<string, Entry>();
  readonly #orphans = new Map<string, string[]>();
  #working = 0;
  #ready = 0;

  constructor(tasks: readonly TaskSnapshot[] = []) {
    for (const task of tasks) this.#add(task);
  }

  /** Folds one event in; one that is known already changes nothing. */
  apply(recorded: Recorded<TaskEvent>): void {
    const id = recorded.stream.slice('task-'.length);
    const entry = this.#tasks.get(id);
    if (recorded.type === 'TaskCreated') {
      if (!entry) this.#add({ id, parents: recorded.data.parents, state: 'unscheduled', revision: recorded.revision });
    } else if (entry && recorded.revision > entry.revision) {
      entry.revision = recorded.revision;
      const next = stateAfter(recorded);
      if (next) this.#change(entry, next);
    }
  }

  get size(): number {
    return this.#tasks.size;
  }

  /** Unscheduled tasks whose parents are all completed: `of` alone and its children when given, else of the whole run. */
  ready(of?: string): readonly string[] {
    const candidates = of === undefined ? [...this.#tasks.keys()] : [of, ...(this.#tasks.get(of)?.children ?? [])];
    return candidates.filter((id) => isReady(this.#tasks.get(id)));
  }

  /** Nothing can make progress by itself: every task is final, or waits for ever for a parent that ended otherwise than completed. */
  get settled(): boolean {
    return this.#working === 0 && this.#ready === 0;
  }

  /** A task that can make progress by itself; null when the run is settled. */
  underWay(): string | null {
    for (const entry of this.#tasks.values()) if (working.has(entry.state) || isReady(entry)) return entry.id;
    return null;
  }

  knows(id: string): boolean {
    return this.#tasks.has(id);
  }

  notFinal(): readonly string[] {
    return [...this.#tasks.values()].filter((task) => !isFinal(task.state)).map((task) => task.id);
  }

  counts(): Readonly<Partial<Record<TaskState, number>>> {
    const counts: Partial<Record<TaskState, number>> = {};
    for (const { state } of this.#tasks.values()) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  #add(task: TaskSnapshot): void {
    const entry: Entry = {
      ...task,
      children: this.#orphans.get(task.id) ?? [],
      waiting: task.parents.filter((parent) => this.#tasks.get(parent)?.state !== 'completed').length,
    };
    this.#orphans.delete(task.id);
    this.#tasks.set(task.id, entry);
    for (const parent of task.parents) this.#childrenOf(parent).push(task.id);
    this.#count(entry, 1);
    if (entry.state === 'completed') this.#release(entry);
  }

  #childrenOf(parent: string): string[] {
    const known = this.#tasks.get(parent)?.children ?? this.#orphans.get(parent);
    if (known) return known;
    const children: string[] = [];
    this.#orphans.set(parent, children);
    return children;
  }

  #change(entry: Entry, next: TaskState): void {
    const completes = next === 'completed' && entry.state !== 'completed';
    this.#count(entry, -1);
    entry.state = next;
    this.#count(entry, 1);
    if (completes) this.#release(entry);
  }

  #release(parent: Entry): void {
    for (const child of parent.children.map((id) => this.#tasks.get(id))) {
      if (!child) continue;
      this.#count(child, -1);
      child.waiting -= 1;
      this.#count(child, 1);
    }
  }

  #count(entry: Entry, by: 1 | -1): void {
    if (working.has(entry.state)) this.#working += by;
    if (isReady(entry)) this.#ready += by;
  }
}

const isReady = (entry: Entry | undefined): boolean => entry?.state === 'unscheduled' && entry.waiting === 0;

function stateAfter(event: TaskEvent): TaskState | null {
  switch (event.type) {
    case 'TaskQueued':
    case 'TaskClaimed':
    case 'TaskClaimReleased':
      return 'pending';
    case 'TaskStarted':
      return 'running';
    case 'TaskStopRequested':
      return 'stopping';
    case 'TaskCompleted':
      return 'completed';
    case 'TaskFailed':
      return 'failed';
    case 'TaskErrored':
      return 'error';
    case 'TaskStopped':
      return 'stopped';
    case 'TaskRestarted':
      return event.data.nextState;
    case 'TaskCreated':
    case 'ArtifactAdded':
    case 'TaskLogUploaded':
    case 'LateReportRefused':
    case 'LateReportAdopted':
      return null;
  }
}
