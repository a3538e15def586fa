import type { RecipeNode } from '../process/events.ts';

export const initialisation = 'initialisation';
const priority = 10;

/** A worker run as the recipe needs it. */
export interface RecipeRun {
  readonly workerRunId: string;
  readonly workerSlug: string;
  readonly parents: readonly string[];
  readonly gpuUsage: 'disabled' | 'supported' | 'required';
}

/** Slug of a run's tasks: the worker's, and as much of the run's id as tells it from every other run of the process. */
function slugOf(run: RecipeRun, runs: readonly RecipeRun[]): string {
  const start = run.workerRunId.slice(0, 6);
  const unique = runs.filter((other) => other.workerRunId.startsWith(start)).length === 1;
  return `${run.workerSlug}_${unique ? start : run.workerRunId}`;
}

/**
 * The graph of a process over elements, one node per worker run: `initialisation` lists the elements, a run without parents
 * follows it, every other one follows its parents. Frozen by the start; `expand` makes the tasks.
 */
export const workersRecipe = (runs: readonly RecipeRun[], useGpu: boolean): RecipeNode[] => [
  {
    key: initialisation,
    kind: 'step',
    step: initialisation,
    workerRunId: null,
    slug: initialisation,
    parents: [],
    chunked: false,
    requiresGpu: false,
    priority,
  },
  ...runs.map((run): RecipeNode => ({
    key: run.workerRunId,
    kind: 'worker',
    step: null,
    workerRunId: run.workerRunId,
    slug: slugOf(run, runs),
    parents: run.parents.length > 0 ? [...run.parents] : [initialisation],
    chunked: true,
    requiresGpu: run.gpuUsage === 'required' || (run.gpuUsage === 'supported' && useGpu),
    priority,
  })),
];
