import { endedBadly, isFinal, type TaskState } from '../task/states.ts';

/** Tasks of one run by state; an absent state counts 0. */
export type TaskCounts = Readonly<Partial<Record<TaskState, number>>>;

export interface TaskInRun {
  readonly id: string;
  readonly state: TaskState;
  readonly parents: readonly string[];
}

export interface RunStanding {
  readonly state: TaskState;
  readonly counts: TaskCounts;
  /** Can still make progress by itself. */
  readonly active: boolean;
  readonly finished: boolean;
}

/** The first state present names a process whose tasks differ: what needs attention comes before what runs, what runs before what is done. */
export const precedence: readonly TaskState[] = [
  'stopping',
  'error',
  'failed',
  'stopped',
  'running',
  'pending',
  'unscheduled',
  'completed',
];

/** State of a process, from the counts of the tasks of its last run; without tasks it is `unscheduled`. */
export const displayedState = (counts: TaskCounts): TaskState => precedence.find((state) => (counts[state] ?? 0) > 0) ?? 'unscheduled';

function childrenOf(tasks: readonly TaskInRun[]): ReadonlyMap<string, readonly TaskInRun[]> {
  const children = new Map<string, TaskInRun[]>();
  for (const task of tasks) {
    for (const parent of task.parents) {
      const siblings = children.get(parent);
      if (siblings) siblings.push(task);
      else children.set(parent, [task]);
    }
  }
  return children;
}

/**
 * Ids of the tasks that wait for a parent that will not complete by itself: it ended otherwise than completed, or it is blocked too.
 * Linear in tasks and edges. A parent that is not among the tasks blocks nothing.
 */
export function blockedTasks(tasks: readonly TaskInRun[]): ReadonlySet<string> {
  const children = childrenOf(tasks);
  const blocked = new Set<string>();
  const open = tasks.filter((task) => endedBadly(task.state));
  for (let next = open.pop(); next; next = open.pop()) {
    const waiting = (children.get(next.id) ?? []).filter((child) => child.state === 'unscheduled' && !blocked.has(child.id));
    for (const child of waiting) blocked.add(child.id);
    open.push(...waiting);
  }
  return blocked;
}

export function countStates(tasks: readonly TaskInRun[]): TaskCounts {
  const counts: Partial<Record<TaskState, number>> = {};
  for (const { state } of tasks) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Where a run stands: finished exactly when all its tasks exist and each is final or blocked. `taskCount`: as the recipe announced. */
export function standing(tasks: readonly TaskInRun[], taskCount: number): RunStanding {
  const blocked = blockedTasks(tasks);
  const finished = tasks.length >= taskCount && tasks.every((task) => isFinal(task.state) || blocked.has(task.id));
  const counts = countStates(tasks);
  return { state: displayedState(counts), counts, active: !finished, finished };
}
