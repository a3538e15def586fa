import { plannedTaskId } from '../../domain/kernel/ids.ts';
import { initialisation } from '../../domain/policies/recipe.ts';
import type { TaskCreated } from '../../domain/task/events.ts';
import { liveClaim, task, type Claim, type TaskLife } from '../../domain/task/state.ts';
import { load } from '../pipeline/load.ts';
import type { EventStore } from '../ports/event-store.ts';

/** What an agent needs to run a task it has claimed. */
export interface TaskDefinition {
  readonly created: TaskCreated;
  readonly attempt: number;
  readonly claim: Claim;
  /** Direct parents, and the initialisation when it is an ancestor, with their artifacts. */
  readonly parents: readonly { readonly id: string; readonly artifacts: readonly { readonly path: string; readonly size: number }[] }[];
}

/** Definitions from the streams themselves: what the parents wrote was acknowledged before they completed, so the list is whole. */
export class TaskDefinitions {
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Null unless this agent holds the live claim of the task. */
  async of(taskId: string, agentId: string): Promise<TaskDefinition | null> {
    const { state } = await this.#load(taskId);
    const claim = liveClaim(state);
    if (!state.created || claim?.agentId !== agentId) return null;
    const parents = await Promise.all(ancestors(state.created).map((id) => this.#parent(id)));
    return { created: state.created, attempt: state.attempt, claim, parents: parents.filter((parent) => parent !== null) };
  }

  async #parent(id: string): Promise<TaskDefinition['parents'][number] | null> {
    const { state } = await this.#load(id);
    return state.created && { id, artifacts: [...state.artifacts].map(([path, { size }]) => ({ path, size })) };
  }

  #load(id: string) {
    return load<TaskLife>(this.#store, task, id);
  }
}

const ancestors = ({ parents, processId, run, depth }: TaskCreated): readonly string[] =>
  depth === 0 ? [] : [...new Set([...parents, plannedTaskId(processId, run, initialisation)])];
