import type { Recorded } from '../../domain/kernel/event.ts';
import type { Position } from '../../application/ports/event-store.ts';
import type { DispatchLook } from '../../application/ports/look/dispatch.ts';
import type { ProcessesLook } from '../../application/ports/look/processes.ts';
import type { RunsLook } from '../../application/ports/look/runs.ts';
import { isFinal } from '../../domain/task/states.ts';
import type { MemoryLog } from '../../infrastructure/event-store/memory/memory-log.ts';
import type { AnyProjection } from '../../projections/engine/projection.ts';
import { agents, type AgentRow } from '../../projections/agents/fold.ts';
import { processes } from '../../projections/processes/fold.ts';
import type { ProcessRow } from '../../projections/processes/row.ts';
import { tasks } from '../../projections/tasks/fold.ts';
import { knownAgent, openTask } from '../../projections/tasks/dispatch-look.ts';
import type { TaskRow } from '../../projections/tasks/row.ts';

/** The rows of processes, tasks and agents as the log makes them, folded as far as asked for. */
export class MemoryTables {
  readonly processes = new Map<string, ProcessRow>();
  readonly tasks = new Map<string, TaskRow>();
  readonly agents = new Map<string, AgentRow>();
  readonly #log: MemoryLog;
  #position: Position = 0n;

  constructor(log: MemoryLog) {
    this.#log = log;
  }

  get position(): Position {
    return this.#position;
  }

  /** Folds up to this position, by default to the head. */
  catchUp(position: Position = this.#log.head): this {
    for (const { event } of this.#log.after(this.#position, Math.max(0, Number(position - this.#position)))) this.#fold(event());
    return this;
  }

  #fold(event: Recorded): void {
    this.#position = event.position;
    fold(processes, this.processes, event);
    fold(tasks, this.tasks, event);
    fold(agents, this.agents, event);
  }
}

function fold<Row>(projection: AnyProjection, rows: Map<string, Row>, event: Recorded): void {
  if (!projection.takes.includes(event.type)) return;
  for (const key of projection.keys(event)) {
    const after = projection.fold(rows.get(key) ?? null, event, key) as Row | null;
    if (after) rows.set(key, after);
    else rows.delete(key);
  }
}

/** What the process manager begins a run's board with, from these tables as they are. */
export const memoryRunsLook = (tables: MemoryTables): RunsLook => ({
  async lastRun(processId) {
    const row = tables.processes.get(processId);
    if (!row || row.run === 0) return null;
    const { run, taskCount, generation, finished: finishedAt } = row;
    const ofRun = [...tables.tasks.values()].filter((task) => task.processId === processId && task.run === run);
    return { processId, run, taskCount, generation, finishedAt, tasks: ofRun };
  },
  processOfTask: async (taskId) => tables.tasks.get(taskId)?.processId ?? null,
});

/** What decisions ask about processes, always answered from the head of the log. */
export const memoryProcessesLook = (tables: MemoryTables): ProcessesLook => ({
  lastRun: async (processId) => tables.catchUp().processes.get(processId)?.run ?? null,
  taskStates: async (ids) => {
    const rows = tables.catchUp().tasks;
    return new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id)!.state] as const] : [])));
  },
});

/** What the dispatch board begins with, from these tables as they are. */
export const memoryDispatchLook = (tables: MemoryTables): DispatchLook => ({
  openTasks: async () => [...tables.tasks.values()].filter(({ state }) => !isFinal(state)).map(openTask),
  agents: async () => [...tables.agents.values()].map(knownAgent),
});
